import { Refusal } from "#shared/kernel/refusal.ts";
import { reading, writing } from "../../serve/house.ts";

const notYet = (): never => {
  throw new Refusal("NOT_NOW", { reason: "in the making" });
};

export const ledgerHandlers = () => ({
  gaps: reading.ledger.gaps.handler(() => notYet()),
  uptime: reading.ledger.uptime.handler(() => notYet()),
  knowledge: reading.ledger.knowledge.handler(() => notYet()),
  declareState: writing.ledger.declareState.handler(() => notYet()),
});
