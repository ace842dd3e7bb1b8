import type { Sample } from "#shared/machines/sample.ts";

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
