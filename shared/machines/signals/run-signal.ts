import { qualityOf } from "../sample.ts";
import type { SignalRules } from "../signal-rules.ts";
import { beginChangeover } from "./changeover.ts";
import { andThen, unchanged, type Derived } from "./derived.ts";
import { evaluateState } from "./evaluate-state.ts";
import type { MachineMemory } from "./machine-memory.ts";
import { textOf } from "./signal-value.ts";

/** Product and order as their text tags say; blank text = none. A tag without a trustworthy value leaves things as they are. With the rule for it, what comes new begins a changeover; that something ends does not. */
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
  const told: Derived = {
    memory: { ...memory, run },
    facts: [{ kind: "run", ...run }],
    notices: [],
  };
  const isNew =
    last !== null &&
    ((productCode !== null && productCode !== last.productCode) ||
      (orderNo !== null && orderNo !== last.orderNo));
  if (rules.changeover === undefined || !isNew) return told;
  return andThen(told, (after) =>
    evaluateState(rules, { ...after, changeover: beginChangeover(run.at) }, run.at),
  );
}
