import type { ReasonRule } from "./ask-rules.ts";
import { ruleCondition } from "./rule-condition.ts";
import type { z } from "zod";
import type { StandingStop } from "./standing-stop.ts";

/** Builders for tests: ids that read like ids. */
export const idNumber = (n: number): string =>
  `00000000-0000-7000-8000-${String(n).padStart(12, "0")}`;

export const machineOne = idNumber(1);
export const machineTwo = idNumber(2);

const minute = 60_000;

/** Monday 2026-03-02, 08:00 in Berlin. */
export const mondayAtEight = Date.UTC(2026, 2, 2, 7);

/** Ten minutes stopped by a jam, unless said otherwise. */
export const stopOf = (more: Partial<StandingStop> = {}): StandingStop => ({
  machineId: machineOne,
  start: mondayAtEight,
  end: (more.start ?? mondayAtEight) + 10 * minute,
  isOpen: false,
  states: ["stopped"],
  causes: ["Label jam"],
  productId: null,
  ...more,
});

/** A rule whose id, name and reason are told from each other by a number. */
export const ruleOf = (
  n: number,
  all: z.input<typeof ruleCondition>["all"],
  more: Partial<Omit<ReasonRule, "condition">> & {
    machineIds?: string[];
    everyStop?: boolean;
  } = {},
): ReasonRule => {
  const { machineIds, everyStop, ...rest } = more;
  return {
    id: idNumber(100 + n),
    name: `Rule ${n}`,
    reasonId: idNumber(200 + n),
    validFrom: 0,
    ...rest,
    condition: ruleCondition.parse({
      machineIds: machineIds ?? null,
      all,
      everyStop: everyStop ?? false,
    }),
  };
};
