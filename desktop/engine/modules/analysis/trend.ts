import type { z } from "zod";
import type { analysisContract } from "#shared/analysis/analysis.contract.ts";
import type { LossEntries } from "#shared/analysis/loss-entries.ts";
import { timeBuckets, type TimeBucket } from "#shared/analysis/time-buckets.ts";
import type { BucketSize, TrendBucket } from "#shared/analysis/trend-report.ts";
import { hourMs } from "#shared/kernel/instant.ts";
import { Refusal } from "#shared/kernel/refusal.ts";
import { timeElements } from "#shared/oee/time-elements.ts";
import type { Reader } from "../../database/reader.ts";
import type { LossGroup } from "../../losses/loss-groups.ts";
import { definitionHash } from "../oee/kpi-report-of.ts";
import { askedOf, basisOf, isPreliminary, type Asked } from "./asked.ts";
import { figuresReportOf, sumsOfGroup } from "./figures-of.ts";
import { gather, type Placed } from "./gather.ts";

export type TrendAsked = z.output<(typeof analysisContract.trend)["~orpc"]["inputSchema"] & {}>;
export type TrendAnswer = z.output<(typeof analysisContract.trend)["~orpc"]["outputSchema"] & {}>;

/** Nobody reads a line of more points, and no screen has as many. */
const mostBuckets = 5_000;

interface Bucket extends TimeBucket {
  readonly shiftName: string | null;
}

/** The buckets of a range, and which of them a part of a machine's time belongs to. */
interface Buckets {
  readonly all: readonly Bucket[];
  readonly of: (placed: Placed) => number | null;
}

function calendarBuckets(asked: Asked, per: Exclude<BucketSize, "shift">): Buckets {
  const all = timeBuckets(asked.span, per, asked.zone).map((bucket) => ({
    ...bucket,
    shiftName: null,
  }));
  return {
    all,
    of: ({ start }) => {
      const next = all.findIndex((bucket) => bucket.end > start);
      return next < 0 ? null : next;
    },
  };
}

/** One bucket per business date and shift code: machines of several patterns meet in it. */
function shiftBuckets(asked: Asked): Buckets {
  const { span } = asked;
  const inRange = [...asked.shifts.values()].filter(
    (shift) => shift.start < span.end && shift.end > span.start && asked.wantsShift(shift),
  );
  const nameOf = (shift: { businessDate: string; code: string }) =>
    `${shift.businessDate} ${shift.code}`;
  const all = [...Map.groupBy(inRange, nameOf)]
    .map(([label, same]): Bucket => ({
      start: Math.max(span.start, Math.min(...same.map(({ start }) => start))),
      end: Math.min(span.end, Math.max(...same.map(({ end }) => end))),
      label,
      shiftName: same[0]!.name,
    }))
    .sort((a, b) => a.start - b.start || (a.label < b.label ? -1 : 1));
  const places = new Map(all.map(({ label }, i) => [label, i]));
  return { all, of: ({ shift }) => (shift === null ? null : (places.get(nameOf(shift)) ?? null)) };
}

/** A bucket's look-up is asked once per row: the buckets of sorted instants are found once each. */
function remembered({ all, of }: Buckets, per: BucketSize): Buckets {
  if (per === "shift") return { all, of };
  const known = new Map<number, number | null>();
  return {
    all,
    of: (placed) => {
      const { start } = placed;
      if (!known.has(start)) known.set(start, of(placed));
      return known.get(start)!;
    },
  };
}

/** KPIs bucket by bucket. `clock` = now, UTC milliseconds. @throws Refusal INVALID when there are too many buckets */
export async function trend(
  reader: Reader,
  { per, ...filter }: TrendAsked,
  clock = Date.now(),
): Promise<TrendAnswer> {
  const { from, to } = filter.range;
  if (per === "hour" && (to - from) / hourMs > mostBuckets)
    throw new Refusal("INVALID", {
      issues: [{ path: "per", message: "the range has too many hours: narrow it, or ask per day" }],
    });
  const asked = await askedOf(reader, filter, clock);
  const buckets = remembered(
    per === "shift" ? shiftBuckets(asked) : calendarBuckets(asked, per),
    per,
  );
  // Parts with different targets are kept apart until each has been weighed.
  const groups = await gather(reader, asked, per === "hour" ? "slice" : "day", (placed) => {
    const bucket = buckets.of(placed);
    return bucket === null ? null : `${bucket} ${targetOf(asked, placed)}`;
  });
  const parts = Map.groupBy(groups, ([key]) => Number(key.split(" ")[0]));
  const endsOpen = await isPreliminary(reader, asked);
  let last: string | null = null;
  const shown = buckets.all.map((bucket, i): TrendBucket => {
    const own = (parts.get(i) ?? []).map(([key, group]) => ({
      target: Number(key.split(" ")[1]),
      group,
    }));
    const whole: LossEntries = {
      time: own.flatMap(({ group }) => group.time),
      output: own.flatMap(({ group }) => group.output),
    };
    const isLast = i === buckets.all.length - 1;
    const sums = sumsOfGroup(asked, whole, bucket.end > asked.now || (isLast && endsOpen));
    const definitions = own.flatMap(({ group }) => group.definitions);
    const hash = definitionHash(definitions);
    const isBreak = definitions.length > 0 && last !== null && last !== hash;
    if (definitions.length > 0) last = hash;
    return {
      ...bucket,
      ...figuresReportOf(asked, sums),
      pbtMs: timeElements(sums.time).pbt,
      targetOee: weighedTarget(asked, own),
      definitionHash: hash,
      isBreak,
    };
  });
  const texts = [...groups.values()].map(({ definitions }) => [...new Set(definitions)].sort());
  const perBucket = [...parts.values()].map((own) => [
    ...new Set(own.flatMap(([, group]) => group.definitions)),
  ]);
  return {
    basis: await basisOf(reader, asked, texts.flat()),
    buckets: shown,
    definitions: [...new Map(perBucket.map((own) => [definitionHash(own), own.toSorted()]))].map(
      ([hash, own]) => ({ hash, texts: own }),
    ),
  };
}

const targetOf = (asked: Asked, { shift }: Placed): number =>
  shift?.targets?.oee ?? asked.policy.targetOee;

/** Targets weighed by the planned busy time they stand for: as their shifts weigh in the bucket's own OEE. */
function weighedTarget(
  asked: Asked,
  parts: readonly { readonly target: number; readonly group: LossGroup }[],
): number {
  const weighed = parts.map(({ target, group }) => ({
    target,
    pbt: timeElements(sumsOfGroup(asked, group, false).time).pbt,
  }));
  const pbt = weighed.reduce((sum, part) => sum + part.pbt, 0);
  return pbt === 0
    ? asked.policy.targetOee
    : weighed.reduce((sum, part) => sum + part.target * part.pbt, 0) / pbt;
}
