import { qualityOf } from "../sample.ts";
import type { SignalRules } from "../signal-rules.ts";
import { unchanged, type Derived } from "./derived.ts";
import type { MachineMemory } from "./machine-memory.ts";
import { textOf } from "./signal-value.ts";

/** Product and order as their text tags say; blank text = none. A tag without a trustworthy value leaves things as they are. */
export function readRun(
  rules: SignalRules,
  memory: MachineMemory,
  tagCode: string,
  at: number,
): Derived {
  const isProduct = rules.product?.tag === tagCode;
  const isOrder = rules.order?.tag === tagCode;
  const reading = memory.tags[tagCode];
  if ((!isProduct && !isOrder) || reading === undefined) return unchanged(memory);
  if (qualityOf(reading.status) === "bad" || reading.value === null) return unchanged(memory);
  const text = textOf(reading.value);
  const last = memory.run;
  const productCode = isProduct ? text : (last?.productCode ?? null);
  const orderNo = isOrder ? text : (last?.orderNo ?? null);
  if (last !== null && last.productCode === productCode && last.orderNo === orderNo)
    return unchanged(memory);
  const run = { at: Math.max(at, last?.at ?? at), productCode, orderNo };
  return { memory: { ...memory, run }, facts: [{ kind: "run", ...run }], notices: [] };
}
