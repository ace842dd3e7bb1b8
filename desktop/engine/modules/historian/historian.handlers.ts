import { Refusal } from "#shared/kernel/refusal.ts";
import { reading, writing } from "../../serve/house.ts";

const notYet = (): never => {
  throw new Refusal("NOT_NOW", { reason: "in the making" });
};

export const historianHandlers = () => ({
  trend: reading.historian.trend.handler(() => notYet()),
  samples: reading.historian.samples.handler(() => notYet()),
  policy: reading.historian.policy.handler(() => notYet()),
  updatePolicy: writing.historian.updatePolicy.handler(() => notYet()),
  usage: reading.historian.usage.handler(() => notYet()),
});
