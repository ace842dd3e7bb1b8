import type { Sample } from "#shared/machines/sample.ts";
import { packSamples } from "../historian/sample-columns.ts";
import type { SampleColumns } from "../historian/sample-columns.ts";

/** Who is told the newest values: the screens up to four times a second, the last-value table about once. */
export type LatestReader = "screens" | "table";
const bits: Record<LatestReader, number> = { screens: 1, table: 2 };

/** The newest sample of every tag by number, and for each reader which of them it has not been told yet. */
export class LatestSamples {
  readonly #samples: (Sample | undefined)[] = [];
  readonly #untold: Uint8Array;

  constructor(tagCount: number) {
    this.#samples.length = tagCount;
    this.#untold = new Uint8Array(tagCount);
  }

  note(number: number, sample: Sample): void {
    this.#samples[number] = sample;
    this.#untold[number] = bits.screens | bits.table;
  }

  at(number: number): Sample | undefined {
    return this.#samples[number];
  }

  /** What changed since this reader asked last; null when nothing did. */
  take(reader: LatestReader): SampleColumns | null {
    const bit = bits[reader];
    const changed: (Sample & { readonly tagNumber: number })[] = [];
    for (let number = 0; number < this.#untold.length; number++) {
      const sample = this.#samples[number];
      if ((this.#untold[number]! & bit) === 0 || sample === undefined) continue;
      this.#untold[number] = this.#untold[number]! & ~bit;
      changed.push({ ...sample, tagNumber: number });
    }
    if (changed.length === 0) return null;
    return packSamples(changed.map(({ tagNumber, ...sample }) => ({ ...sample, tag: tagNumber })));
  }
}
