import type { Sample } from "#shared/machines/sample.ts";
import type { DriverTag } from "../driver.ts";
import type { Deadband } from "./tag-sampling.ts";

/** What becomes of a deadband that a server refuses, and what people are told of it. */
export interface ReplacedDeadband {
  /** In the unit of the tag; null = no deadband is possible. */
  readonly width: number | null;
  readonly note: string;
}

/** A percent deadband needs a range: the server's (EURange, high minus low), else the tag's own. */
export function replaceDeadband(
  deadband: Deadband,
  tag: DriverTag,
  euRange: number | null,
): ReplacedDeadband {
  if (deadband.kind === "absolute")
    return { width: deadband.width, note: "the server refuses the deadband: kept by us" };
  const range = euRange ?? tag.span ?? null;
  if (range === null)
    return {
      width: null,
      note: "no deadband: the server refuses it, and neither server nor tag names a range",
    };
  const whose = euRange === null ? "the tag" : "the server";
  return {
    width: (deadband.width / 100) * range,
    note: `the server refuses the percent deadband: kept by us over the range ${range} of ${whose}`,
  };
}

/** Absolute deadband on our side, for servers that refuse the filter: keeps what changed by more than `width` or in status. */
export class ClientDeadband {
  readonly #width: number;
  #kept: Sample | null = null;

  constructor(width: number) {
    this.#width = width;
  }

  keeps(sample: Sample): boolean {
    const before = this.#kept;
    const isSmall =
      before !== null &&
      before.status === sample.status &&
      typeof before.value === "number" &&
      typeof sample.value === "number" &&
      Math.abs(sample.value - before.value) <= this.#width;
    if (!isSmall) this.#kept = sample;
    return !isSmall;
  }
}
