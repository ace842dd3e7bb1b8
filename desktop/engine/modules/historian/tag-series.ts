import type { TrendSeries } from "#shared/historian/historian.contract.ts";
import { TrendThinner } from "#shared/historian/trend-thinner.ts";
import { untrustedTime, type TrustChange } from "#shared/historian/untrusted-time.ts";
import type { TagId } from "#shared/kernel/id.ts";
import { contains, type Span } from "#shared/kernel/span.ts";
import type { SampleBlockRow } from "../../database/engine-tables.ts";
import type { Reader } from "../../database/reader.ts";
import { decodeMinutes } from "../../historian/minute-block.ts";
import {
  blockHeaders,
  findStoredTag,
  inOrder,
  openBlock,
  tailSamples,
  type StoredTag,
} from "../../historian/read-samples.ts";
import {
  blockSampleAt,
  decodeBlock,
  isBad,
  trustedNumber,
  type BlockColumns,
  type TimedSample,
} from "../../historian/sample-block.ts";
import { kindOf, statusOf, valueKinds } from "../../historian/sample-rows.ts";

type Header = Omit<SampleBlockRow, "bytes">;

/** What the historian alone can tell of a tag over a range. */
export type StoredSeries = Omit<TrendSeries, "tagId" | "missing"> & {
  /** The newest reading was bad. */
  readonly untrusted: readonly Span[];
};

/** Untrusted stretches that one series names. */
const mostStretches = 500;

const nothingStored: StoredSeries = {
  sampleCount: 0,
  resolution: "raw",
  at: [],
  min: [],
  max: [],
  last: [],
  texts: [],
  before: null,
  untrusted: [],
};

/** A sample as a number, NaN = none that can be trusted. */
function numberOf({ value, status }: TimedSample): number {
  if (isBad(status) || value === null || typeof value === "string") return Number.NaN;
  const number = Number(value);
  return Number.isFinite(number) ? number : Number.NaN;
}

const isTrusted = ({ value, status }: TimedSample): boolean =>
  !isBad(status) && value !== null && !(typeof value === "number" && !Number.isFinite(value));

async function samplesOf(reader: Reader, header: Header): Promise<TimedSample[]> {
  const block = await openBlock(reader, header);
  if (block === undefined) return [];
  const columns = decodeBlock(block.bytes, block.count);
  return Array.from({ length: columns.count }, (_, i) => blockSampleAt(columns, i));
}

/** Collects what a line, its texts and its untrusted stretches are made of. */
class SeriesBuilder {
  readonly #span: Span;
  readonly #points: number;
  readonly #thinner: TrendThinner;
  readonly #trust: TrustChange[] = [];
  readonly #texts: { at: number; text: string }[] = [];
  sampleCount = 0;
  hasSummaries = false;

  constructor(span: Span, points: number) {
    this.#span = span;
    this.#points = points;
    this.#thinner = new TrendThinner(span, points);
  }

  /** True when the header says all that the chart needs of a block. */
  isToldByHeader(header: Header): boolean {
    const isNumbers = header.resolution_ms === 0 && header.doubtful === 0;
    return isNumbers && this.#thinner.isWithinPoint(header.t0, header.t1);
  }

  addHeader(header: Header): void {
    this.sampleCount += header.count;
    this.#thinner.addStretch(header);
    this.#trust.push({ at: header.t0, isTrusted: true });
  }

  addSamples(samples: readonly TimedSample[]): void {
    let wasTrusted: boolean | null = null;
    for (const sample of samples) {
      if (!contains(this.#span, sample.at)) continue;
      this.sampleCount += 1;
      this.#thinner.addSample(sample.at, numberOf(sample));
      if (typeof sample.value === "string" && !isBad(sample.status))
        this.#texts.push({ at: sample.at, text: sample.value });
      const trusted = isTrusted(sample);
      if (trusted !== wasTrusted) this.#trust.push({ at: sample.at, isTrusted: trusted });
      wasTrusted = trusted;
    }
  }

  /** The same without an object per sample. */
  addColumns({ count, at, value, mark, texts }: BlockColumns): void {
    let wasTrusted: boolean | null = null;
    for (let i = 0; i < count; i++) {
      const time = at[i]!;
      if (time < this.#span.start || time >= this.#span.end) continue;
      this.sampleCount += 1;
      const number = trustedNumber(value[i]!, mark[i]!, texts);
      this.#thinner.addSample(time, number);
      const isText = kindOf(mark[i]!) === valueKinds.text && !isBad(statusOf(mark[i]!));
      if (isText) this.#texts.push({ at: time, text: texts[value[i]!]! });
      const trusted = isText || number === number;
      if (trusted !== wasTrusted) this.#trust.push({ at: time, isTrusted: trusted });
      wasTrusted = trusted;
    }
  }

  addSummaries(bytes: Uint8Array, count: number): void {
    this.hasSummaries = true;
    const minutes = decodeMinutes(bytes, count);
    for (let i = 0; i < count; i++) {
      const at = minutes.at[i]!;
      if (!contains(this.#span, at)) continue;
      this.sampleCount += minutes.samples[i]!;
      this.#thinner.addSample(at, minutes.min[i]!);
      this.#thinner.addSample(at, minutes.max[i]!);
      this.#thinner.addSample(at, minutes.last[i]!);
      this.#trust.push({ at, isTrusted: true });
    }
  }

  thinned(): Omit<StoredSeries, "before"> {
    return {
      sampleCount: this.sampleCount,
      resolution: this.hasSummaries ? "summary" : "thinned",
      ...this.#thinner.line(),
      texts: this.#textSteps(),
      untrusted: this.untrusted(),
    };
  }

  untrusted(): Span[] {
    return untrustedTime(this.#trust, this.#span, mostStretches);
  }

  /** Texts where they change; of many in one point's time the last. */
  #textSteps(): { at: number; text: string }[] {
    const width = (this.#span.end - this.#span.start) / this.#points;
    const steps: { at: number; text: string }[] = [];
    for (const step of this.#texts.toSorted((a, b) => a.at - b.at)) {
      const last = steps.at(-1);
      if (last?.text === step.text) continue;
      if (last && this.#texts.length > this.#points && step.at - last.at < width) steps.pop();
      if (steps.at(-1)?.text !== step.text) steps.push(step);
    }
    return steps;
  }
}

/** The last reading before the range, from the newest block or batch that has one. */
export async function readingBefore(
  reader: Reader,
  stored: StoredTag,
  start: number,
): Promise<StoredSeries["before"]> {
  // A block that begins before and reaches into the range has it, or the one before that.
  const headers = await reader
    .selectFrom("historian.sample_block")
    .select(["id", "tag", "t0", "t1", "count", "resolution_ms", "last"])
    .where("tag", "=", stored.number)
    .where("t0", "<", start)
    .orderBy("t0", "desc")
    .limit(3)
    .execute();
  const found: TimedSample[] = [];
  for (const header of headers) {
    const block = await openBlock(reader, header);
    if (block === undefined) continue;
    if (header.resolution_ms !== 0) {
      const { at, last } = decodeMinutes(block.bytes, block.count);
      const i = at.findLastIndex((one) => one < start);
      if (i >= 0) return { at: at[i]!, value: last[i]!, text: null };
      continue;
    }
    const columns = decodeBlock(block.bytes, block.count);
    const i = columns.at.findLastIndex((at) => at < start);
    if (i >= 0) found.push(blockSampleAt(columns, i));
    if (found.length > 0) break;
  }
  const dayMs = 86_400_000;
  const inTail = await tailSamples(reader, stored, { start: start - dayMs, end: start });
  const last = inOrder([...found, ...inTail]).at(-1);
  if (last === undefined) return null;
  const number = numberOf(last);
  return {
    at: last.at,
    value: Number.isNaN(number) ? null : number,
    text: typeof last.value === "string" ? last.value : null,
  };
}

/** Every sample a point. */
function rawSeries(
  samples: readonly TimedSample[],
  builder: SeriesBuilder,
): Omit<StoredSeries, "before"> {
  const numbers = samples.filter(({ value }) => typeof value !== "string");
  const values = numbers.map((sample) => {
    const number = numberOf(sample);
    return Number.isNaN(number) ? null : number;
  });
  return {
    sampleCount: samples.length,
    resolution: "raw",
    at: numbers.map(({ at }) => at),
    min: values,
    max: values,
    last: values,
    texts: samples
      .flatMap(({ at, value, status }) =>
        typeof value === "string" && !isBad(status) ? [{ at, text: value }] : [],
      )
      .filter(({ text }, i, all) => i === 0 || all[i - 1]!.text !== text),
    untrusted: builder.untrusted(),
  };
}

/**
 * One tag over a range. Few samples come as they are; of many, blocks that lie within one point of the chart are told
 * by their headers alone, so that a month of a tag takes no longer than opening those at the edges of points.
 */
export async function tagSeries(
  reader: Reader,
  tagId: TagId,
  span: Span,
  points: number,
): Promise<StoredSeries> {
  const stored = await findStoredTag(reader, tagId);
  if (stored === undefined) return nothingStored;
  const headers = await blockHeaders(reader, stored, span);
  const tail = await tailSamples(reader, stored, span);
  const before = await readingBefore(reader, stored, span.start);
  const builder = new SeriesBuilder(span, points);
  const atMost = tail.length + headers.reduce((sum, { count }) => sum + count, 0);
  if (atMost <= 4 * points && headers.every(({ resolution_ms }) => resolution_ms === 0)) {
    const all = [...tail];
    for (const header of headers) all.push(...(await samplesOf(reader, header)));
    const samples = inOrder(all.filter(({ at }) => contains(span, at)));
    builder.addSamples(samples);
    return {
      ...(samples.length <= 2 * points ? rawSeries(samples, builder) : builder.thinned()),
      before,
    };
  }
  for (const header of headers) {
    if (builder.isToldByHeader(header)) builder.addHeader(header);
    else {
      const block = await openBlock(reader, header);
      if (block === undefined) continue;
      const { bytes, count } = block;
      if (header.resolution_ms === 0) builder.addColumns(decodeBlock(bytes, count));
      else builder.addSummaries(bytes, count);
    }
  }
  builder.addSamples(inOrder(tail));
  return { ...builder.thinned(), before };
}
