import { Refusal } from "#shared/kernel/refusal.ts";
import { reading, writing } from "../../serve/house.ts";
import { gapList } from "./gap-list.ts";

const notYet = (): never => {
  throw new Refusal("NOT_NOW", { reason: "in the making" });
};

export const ledgerHandlers = () => ({
  gaps: reading.ledger.gaps.handler(({ input, context }) =>
    gapList(context.reader, input, context.identity.now()),
  ),
  uptime: reading.ledger.uptime.handler(() => notYet()),
  knowledge: reading.ledger.knowledge.handler(() => notYet()),
  declareState: writing.ledger.declareState.handler(() => notYet()),
});
