import { Refusal } from "#shared/kernel/refusal.ts";
import { reading, writing } from "../../serve/house.ts";

const notYet = (): never => {
  throw new Refusal("NOT_NOW", { reason: "in the making" });
};

export const certificatesHandlers = () => ({
  list: reading.certificates.list.handler(() => notYet()),
  own: reading.certificates.own.handler(() => notYet()),
  trust: writing.certificates.trust.handler(() => notYet()),
  distrust: writing.certificates.distrust.handler(() => notYet()),
  forget: writing.certificates.forget.handler(() => notYet()),
  renewOwn: writing.certificates.renewOwn.handler(() => notYet()),
});
