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
  /** Places of samples that come from a server's own history, ascending; absent = none. */
  readonly backRead?: readonly number[];
}

/** One sample as the historian gives it back. */
export interface StoredSample {
  readonly value: TagValue;
  readonly status: number;
  readonly sourceTime: number | null;
  readonly serverTime: number | null;
  readonly receivedTime: number;
  readonly isBackRead?: true;
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
  const backRead: number[] = [];
  samples.forEach((sample, index) => {
    columns.tag[index] = sample.tag;
    columns.status[index] = sample.status;
    columns.sourceTime[index] = sample.sourceTime ?? Number.NaN;
    columns.serverTime[index] = sample.serverTime ?? Number.NaN;
    columns.receivedTime[index] = sample.receivedTime;
    if (typeof sample.value === "number") columns.value[index] = sample.value;
    else odd.push({ index, value: sample.value });
    if (sample.isBackRead) backRead.push(index);
  });
  return { ...columns, odd, ...(backRead.length > 0 && { backRead }) };
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
  ...(columns.backRead?.includes(index) && { isBackRead: true as const }),
});

const trustedSkewMs = 300_000;

/**
 * Where a sample stands on the time axis: its source time, or when it was received if that clock cannot be right. What
 * was read back from a server's history is old by nature: there the source time always counts.
 */
export function sampleTime(source: number, received: number, isBackRead: boolean): number {
  if (isBackRead && !Number.isNaN(source)) return source;
  return Math.abs(source - received) < trustedSkewMs ? source : received;
}
