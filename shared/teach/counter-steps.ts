import { qualityOf, type TagValue } from "../machines/sample.ts";
import type { Candidate } from "./recording.ts";

/** One time the candidate moved up: how far, and when. */
export interface CounterStep {
  readonly at: number;
  readonly by: bigint;
}

/** How a candidate moved while it was watched, read as a counter. */
export interface CounterSteps {
  readonly kind: "counter" | "pulse";
  readonly steps: readonly CounterStep[];
  /** Falls that look like a counter that started again: the value after the fall is small. */
  readonly resets: readonly { readonly at: number; readonly from: bigint; readonly to: bigint }[];
  /** Falls of any other kind: the more there are, the less it is a counter. */
  readonly otherFalls: number;
}

const wholeNumber = (value: TagValue): bigint | null => {
  if (typeof value === "bigint") return value;
  if (typeof value === "number") return Number.isSafeInteger(value) ? BigInt(value) : null;
  return null;
};

/** Reads a candidate as a counter, or a bit as pulses; null when it is neither (text, fractions). */
export function counterSteps(candidate: Candidate): CounterSteps | null {
  const good = candidate.readings.filter(
    ({ status, value }) => qualityOf(status) !== "bad" && value !== null,
  );
  if (good.length < 2) return null;
  if (good.every(({ value }) => typeof value === "boolean")) return pulses(good as BitReading[]);
  const numbers = good.map(({ at, value }) => ({ at, value: wholeNumber(value) }));
  if (numbers.some(({ value }) => value === null)) return null;
  return counted(numbers as { at: number; value: bigint }[]);
}

interface BitReading {
  readonly at: number;
  readonly value: boolean;
}

function pulses(readings: readonly BitReading[]): CounterSteps {
  const steps = readings.flatMap(({ at, value }, i) =>
    i > 0 && value && !readings[i - 1]!.value ? [{ at, by: 1n }] : [],
  );
  return { kind: "pulse", steps, resets: [], otherFalls: 0 };
}

function counted(readings: readonly { at: number; value: bigint }[]): CounterSteps {
  const steps: CounterStep[] = [];
  const resets: { at: number; from: bigint; to: bigint }[] = [];
  let otherFalls = 0;
  for (let i = 1; i < readings.length; i++) {
    const { at, value } = readings[i]!;
    const before = readings[i - 1]!.value;
    if (value > before) steps.push({ at, by: value - before });
    else if (value < before) {
      // Down to less than a tenth is a start from the beginning; anything else is a value that moves both ways.
      if (value >= 0n && value * 10n < before) resets.push({ at, from: before, to: value });
      else otherFalls += 1;
    }
  }
  return { kind: "counter", steps, resets, otherFalls };
}
