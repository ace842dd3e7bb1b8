import type { z } from "zod";
import type { analysisContract } from "#shared/analysis/analysis.contract.ts";
import { entriesOf } from "#shared/analysis/fitting-entries.ts";
import type { LossEntries } from "#shared/analysis/loss-entries.ts";
import { sumsOfEntries } from "#shared/analysis/loss-sums.ts";
import {
  distributionOf,
  quantile,
  rateWindows,
  windowMinutes,
  type RateWindow,
} from "#shared/analysis/rate-windows.ts";
import type { SpeedRow } from "#shared/analysis/speed-report.ts";
import { dayAt } from "#shared/analysis/time-buckets.ts";
import { waterfallOf } from "#shared/analysis/waterfall.ts";
import type { Span } from "#shared/kernel/span.ts";
import { classifyTime } from "#shared/oee/classify-time.ts";
import { divide, wholeNumber } from "#shared/oee/fraction.ts";
import { cycleAt } from "#shared/oee/ideal-cycle.ts";
import { ratio } from "#shared/oee/ratio.ts";
import type { Reader } from "../../database/reader.ts";
import { loadOeeInput } from "../oee/load-oee-input.ts";
import { loadSetting } from "../oee/machine-setting.ts";
import { askedOf, basisOf, type Asked, type AskedMachine } from "./asked.ts";
import { gather } from "./gather.ts";

export type SpeedAsked = z.output<(typeof analysisContract.speed)["~orpc"]["inputSchema"] & {}>;
export type SpeedAnswer = z.output<(typeof analysisContract.speed)["~orpc"]["outputSchema"] & {}>;

/** Minutes of so many machine-days are read at most: about a second of work. */
const mostDays = 300;
const usPerMinute = 60_000_000;

/** What a product did on a machine by its sums. */
interface ProductSums {
  readonly aptMs: number;
  readonly pieces: number;
  readonly effectiveness: SpeedRow["effectiveness"];
  readonly speedLossMs: number | null;
  readonly piecesLost: number | null;
  readonly idealRate: number | null;
}

function productSums(entries: LossEntries): ProductSums {
  const sums = sumsOfEntries(entries, false);
  const apt = sums.time.apt;
  const isKnown = sums.missingIdeal.length === 0;
  const idealUs = divide(sums.idealTotalUs, wholeNumber(1));
  const busy = sums.pieces.total - sums.unknownPieces.total;
  const hasRate = isKnown && idealUs > 0;
  return {
    aptMs: apt,
    pieces: busy,
    effectiveness: isKnown
      ? ratio(sums.idealTotalUs, wholeNumber(apt * 1_000), "no_run_time")
      : { value: null, reason: "no_ideal_cycle" },
    speedLossMs: waterfallOf(sums).speed,
    piecesLost: hasRate ? (apt * 1_000 * busy) / idealUs - busy : null,
    idealRate: hasRate ? (busy * usPerMinute) / idealUs : null,
  };
}

/** Windows of a product on a machine with their share of the ideal rate at their time; null without an ideal. */
interface Sampled {
  readonly windows: RateWindow[];
  readonly shares: (number | null)[];
}

/** Evenly spread machine-days of the question, at most `mostDays`. */
function sampleDays(asked: Asked): {
  readonly taken: (Span & { machine: AskedMachine })[];
  readonly days: number;
} {
  const end = Math.min(asked.span.end, asked.now);
  const dates: Span[] = [];
  for (let at = asked.span.start; at < end; at = dates.at(-1)!.end) {
    const day = dayAt(at, asked.zone);
    dates.push({ start: at, end: Math.min(day.end, end) });
  }
  const { machines } = asked;
  // Each day begins with the next machine, so that any even step meets all of them.
  const all = dates.flatMap((day, d) =>
    machines.map((_, m) => ({ ...day, machine: machines[(d + m) % machines.length]! })),
  );
  const count = Math.min(all.length, mostDays);
  const taken = Array.from({ length: count }, (_, i) => all[Math.floor((i * all.length) / count)]!);
  return { taken, days: all.length };
}

/** Speed lost per product and machine. `clock` = now, UTC milliseconds. */
export async function speed(
  reader: Reader,
  { slowBelow, ...filter }: SpeedAsked,
  clock = Date.now(),
): Promise<SpeedAnswer> {
  const asked = await askedOf(reader, filter, clock);
  const groups = await gather(reader, asked, "day", ({ machine }) => machine.id);
  const sums = new Map<string, ProductSums>();
  for (const [machineId, group] of groups) {
    const { time, output } = entriesOf(group, asked.productIds);
    const products = new Set([...time, ...output].map(({ productId }) => productId));
    for (const productId of products) {
      if (productId === null) continue;
      const isOf = (entry: { productId: string | null }) => entry.productId === productId;
      sums.set(
        `${machineId} ${productId}`,
        productSums({ time: time.filter(isOf), output: output.filter(isOf) }),
      );
    }
  }
  const { taken, days } = sampleDays(asked);
  const sampled = new Map<string, Sampled>();
  const wanted = await wantedShiftIds(reader, asked);
  for (const day of taken) await sampleDay(reader, asked, day, wanted, sums, sampled);
  return {
    basis: await basisOf(
      reader,
      asked,
      [...groups.values()].flatMap(({ definitions }) => definitions),
    ),
    rows: [...sums]
      .filter(([, own]) => own.aptMs > 0 || own.pieces > 0)
      .map(([key, own]) => speedRow(asked, key, own, sampled.get(key), slowBelow))
      .sort((a, b) => (b.speedLossMs ?? -Infinity) - (a.speedLossMs ?? -Infinity)),
    sampledDays: taken.length,
    days,
  };
}

/** Adds the windows of a machine's day to those of its products. */
async function sampleDay(
  reader: Reader,
  asked: Asked,
  { machine, ...day }: Span & { machine: AskedMachine },
  wanted: (shiftId: string | null) => boolean,
  sums: ReadonlyMap<string, ProductSums>,
  into: Map<string, Sampled>,
): Promise<void> {
  const setting = await loadSetting(reader, machine.id);
  const input = await loadOeeInput(reader, setting, day, asked.now);
  const running = classifyTime(input).filter(
    ({ class: timeClass, shiftId }) => timeClass === "apt" && wanted(shiftId),
  );
  const idealAt = cycleAt(input.cycles);
  for (const [productId, spans] of Map.groupBy(running, (span) => span.productId)) {
    if (productId === null) continue;
    const key = `${machine.id} ${productId}`;
    const own = sums.get(key);
    if (own === undefined) continue;
    const windows = rateWindows(
      spans,
      input.counts.filter((count) => count.productId === productId),
      windowMinutes(own.idealRate),
    );
    const shares = windows.map(({ start, rate }) => {
      const cavities = spans.findLast((span) => span.start <= start)?.cavities;
      const ideal = idealAt(productId, start, cavities);
      return ideal === null ? null : (rate * ideal.cycleUs) / (usPerMinute * ideal.cavities);
    });
    const known = into.get(key) ?? { windows: [], shares: [] };
    known.windows.push(...windows);
    known.shares.push(...shares);
    into.set(key, known);
  }
}

/** Whether classified time lies in a shift that is wanted; asks nothing when all are. */
async function wantedShiftIds(
  reader: Reader,
  asked: Asked,
): Promise<(shiftId: string | null) => boolean> {
  const { shiftCodes, crew } = asked.filter;
  if (shiftCodes === undefined && crew === undefined) return () => true;
  const names = await reader.selectFrom("loss_name").selectAll().execute();
  const numbers = new Map(names.map(({ number, name }) => [name, number]));
  return (shiftId) => {
    const number = shiftId === null ? undefined : numbers.get(shiftId);
    return asked.wantsShift(number === undefined ? null : (asked.shifts.get(number) ?? null));
  };
}

function speedRow(
  asked: Asked,
  key: string,
  own: ProductSums,
  sampled: Sampled | undefined,
  slowBelow: number,
): SpeedRow {
  const [machineId, productId] = key.split(" ");
  const machine = asked.machines.find(({ id }) => id === machineId)!;
  const product = asked.products.get(productId!);
  const rates = (sampled?.windows ?? []).map(({ rate }) => rate).sort((a, b) => a - b);
  const shares = (sampled?.shares ?? []).filter((share) => share !== null);
  return {
    machineId: machine.id,
    machineCode: machine.code,
    machineName: machine.name,
    productCode: product?.code ?? "",
    productName: product?.name ?? "",
    ...own,
    rateP10: quantile(rates, 0.1),
    rateP50: quantile(rates, 0.5),
    rateP90: quantile(rates, 0.9),
    windowMinutes: windowMinutes(own.idealRate),
    windows: rates.length,
    slowWindows: shares.filter((share) => share < slowBelow).length,
    distribution: distributionOf(shares),
  };
}
