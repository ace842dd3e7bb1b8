import type { TagValue } from "#shared/machines/sample.ts";

/** A value that is no plain number, with its place in the columns. */
export interface OddValue {
  readonly index: number;
  readonly value: Exclude<TagValue, number>;
}

/**
 * Many samples as columns of equal length, in the order they arrived. Instants are UTC milliseconds, NaN = none.
 * Where `odd` names an index, `value` there means nothing.
 */
export interface SampleColumns {
  readonly count: number;
  /** Number of the tag in `historian.sample_tag`. */
  readonly tag: Uint32Array;
  readonly value: Float64Array;
  /** Whole OPC UA status codes. */
  readonly status: Uint32Array;
  readonly sourceTime: Float64Array;
  readonly serverTime: Float64Array;
  readonly receivedTime: Float64Array;
  /** Sorted by index. */
  readonly odd: readonly OddValue[];
}

/** One sample as the historian gives it back. */
export interface StoredSample {
  readonly value: TagValue;
  readonly status: number;
  readonly sourceTime: number | null;
  readonly serverTime: number | null;
  readonly receivedTime: number;
}

export const emptyColumns = (count: number): SampleColumns => ({
  count,
  tag: new Uint32Array(count),
  value: new Float64Array(count),
  status: new Uint32Array(count),
  sourceTime: new Float64Array(count),
  serverTime: new Float64Array(count),
  receivedTime: new Float64Array(count),
  odd: [],
});

/** Packs samples whose tags have numbers already. */
export function packSamples(
  samples: readonly (StoredSample & { readonly tag: number })[],
): SampleColumns {
  const columns = emptyColumns(samples.length);
  const odd: OddValue[] = [];
  samples.forEach((sample, index) => {
    columns.tag[index] = sample.tag;
    columns.status[index] = sample.status;
    columns.sourceTime[index] = sample.sourceTime ?? Number.NaN;
    columns.serverTime[index] = sample.serverTime ?? Number.NaN;
    columns.receivedTime[index] = sample.receivedTime;
    if (typeof sample.value === "number") columns.value[index] = sample.value;
    else odd.push({ index, value: sample.value });
  });
  return { ...columns, odd };
}

const instantOrNull = (at: number): number | null => (Number.isNaN(at) ? null : at);

/** The sample at `index`; `odd` is the odd value of that index, if it has one. */
export const sampleAt = (
  columns: SampleColumns,
  index: number,
  odd: OddValue | undefined,
): StoredSample => ({
  value: odd === undefined ? columns.value[index]! : odd.value,
  status: columns.status[index]!,
  sourceTime: instantOrNull(columns.sourceTime[index]!),
  serverTime: instantOrNull(columns.serverTime[index]!),
  receivedTime: columns.receivedTime[index]!,
});

const trustedSkewMs = 300_000;

/** Where a sample stands on the time axis: its source time, or when it was received if that clock cannot be right. */
export function sampleTime(columns: SampleColumns, index: number): number {
  const received = columns.receivedTime[index]!;
  const source = columns.sourceTime[index]!;
  return Math.abs(source - received) < trustedSkewMs ? source : received;
}
