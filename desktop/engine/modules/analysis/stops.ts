import type { z } from "zod";
import { timeLosses, type TimeLoss } from "#shared/analysis/analysis-filter.ts";
import type { analysisContract } from "#shared/analysis/analysis.contract.ts";
import { fitsLoss } from "#shared/analysis/fitting-entries.ts";
import { addLostStretches, mainClass, type LostStretch } from "#shared/analysis/lost-stretches.ts";
import type { AnalysedStop } from "#shared/analysis/stop-report.ts";
import type { MachineId } from "#shared/kernel/id.ts";
import { hourMs } from "#shared/kernel/instant.ts";
import type { Span } from "#shared/kernel/span.ts";
import type { Reader } from "../../database/reader.ts";
import { readLosses } from "../../losses/loss-codec.ts";
import { eachStoredLoss } from "../../losses/stored-losses.ts";
import { definitionOf } from "../oee/kpi-report-of.ts";
import { loadTimeInput } from "../oee/load-oee-input.ts";
import { loadSetting } from "../oee/machine-setting.ts";
import { askedOf, basisOf, type Asked, type AskedMachine, type AskedShift } from "./asked.ts";
import { lossChoice } from "./pareto.ts";
import { reasonsById, type NamedReason } from "./reasons.ts";

export type StopsAsked = z.output<(typeof analysisContract.stops)["~orpc"]["inputSchema"] & {}>;
export type StopsAnswer = z.output<(typeof analysisContract.stops)["~orpc"]["outputSchema"] & {}>;

/** So many hours of machines are classified at most for one answer: some seconds of work. */
const mostMs = 2_000 * 24 * hourMs;
/** Facts of so much time of a machine are held at once. */
const pieceMs = 7 * 24 * hourMs;

type Fits = ReturnType<typeof fitsLoss>;

/** Parts of machines' time that hold lost time that fits: found in the sums, so that only those are read in full. */
async function partsWith(
  reader: Reader,
  asked: Asked,
  fits: Fits,
): Promise<(Span & { machineId: MachineId })[]> {
  const keys = await reader.selectFrom("loss_key").selectAll().where("kind", "=", "time").execute();
  const fitting = new Set(
    keys
      .filter((key) =>
        fits({
          timeClass: key.class as TimeLoss,
          reasonId: key.reason_key || null,
          productId: key.product_key || null,
        }),
      )
      .map(({ number }) => number),
  );
  const parts: (Span & { machineId: MachineId })[] = [];
  const cut = await eachStoredLoss(
    reader,
    { ...asked, machineIds: asked.machines.map(({ id }) => id), grain: "day" },
    (row) => {
      let holds = false;
      readLosses(row.bytes, {
        definition: () => {},
        part: (shift) => asked.wantsShift(asked.shifts.get(shift) ?? null),
        time: (key) => {
          holds ||= fitting.has(key);
        },
        output: () => {},
      });
      if (holds) parts.push({ machineId: row.machine_id, start: row.starts_at, end: row.ends_at });
    },
  );
  parts.push(...cut.map(({ row, inside }) => ({ machineId: row.machine_id, ...inside })));
  return parts.map((part) => ({
    ...part,
    start: Math.max(part.start, asked.span.start),
    end: Math.min(part.end, asked.span.end),
  }));
}

/** The newest parts that may be read for one answer, and the instant before which parts were left out. */
function newestOf<Part extends Span>(
  parts: readonly Part[],
): { readonly taken: Part[]; readonly completeFrom: number | null } {
  const sorted = parts.toSorted((a, b) => b.start - a.start);
  let ms = 0;
  for (const [i, part] of sorted.entries()) {
    ms += part.end - part.start;
    if (ms > mostMs) return { taken: sorted.slice(0, i), completeFrom: part.end };
  }
  return { taken: sorted, completeFrom: null };
}

/** Touching parts of a machine as pieces that can be read at once. */
function pieces(parts: readonly Span[]): Span[] {
  const whole: Span[] = [];
  for (const { start, end } of parts.toSorted((a, b) => a.start - b.start)) {
    const last = whole.at(-1);
    if (last?.end === start && end - last.start <= pieceMs)
      whole[whole.length - 1] = { start: last.start, end };
    else whole.push({ start, end });
  }
  return whole;
}

/** The very stretches behind a Pareto row. `clock` = now, UTC milliseconds. */
export async function stops(
  reader: Reader,
  wish: StopsAsked,
  clock = Date.now(),
): Promise<StopsAnswer> {
  const { sortBy, sortDirection, offset, limit, ...filter } = wish;
  const asked = await askedOf(reader, filter, clock);
  const reasons = await reasonsById(reader);
  const fits = fitsLoss(lossChoice(asked, filter, reasons));
  const { taken, completeFrom } = newestOf(await partsWith(reader, asked, fits));
  const shifts = await shiftsById(reader, asked);
  const wantsShift = (id: string | null) =>
    asked.wantsShift(id === null ? null : (shifts.get(id) ?? null));
  const rows: AnalysedStop[] = [];
  const definitions: string[] = [];
  for (const machine of asked.machines) {
    const found = new Map<string, LostStretch>();
    const own = taken.filter(({ machineId }) => machineId === machine.id);
    if (own.length === 0) continue;
    const setting = await loadSetting(reader, machine.id);
    definitions.push(definitionOf(setting));
    for (const piece of pieces(own)) {
      const input = await loadTimeInput(reader, setting, piece, asked.now);
      addLostStretches(
        found,
        input,
        (span, reasonId) =>
          fits({ timeClass: span.class, reasonId, productId: span.productId }) &&
          wantsShift(span.shiftId),
      );
    }
    for (const stretch of found.values())
      rows.push(stopRow(machine, stretch, asked, reasons, shifts));
  }
  const sign = sortDirection === "asc" ? 1 : -1;
  rows.sort((a, b) => sign * (a[sortBy] - b[sortBy]) || b.start - a.start);
  return {
    basis: await basisOf(reader, asked, definitions),
    rows: rows.slice(offset, offset + limit),
    total: rows.length,
    totalMs: rows.reduce((sum, { ms }) => sum + ms, 0),
    completeFrom,
  };
}

/** The shifts of the question by their own ids, as classified time names them. */
async function shiftsById(reader: Reader, asked: Asked): Promise<Map<string, AskedShift>> {
  const names = await reader.selectFrom("loss_name").selectAll().execute();
  return new Map(
    names.flatMap(({ number, name }) => {
      const shift = asked.shifts.get(number);
      return shift === undefined ? [] : [[name, shift] as const];
    }),
  );
}

function stopRow(
  machine: AskedMachine,
  stretch: LostStretch,
  asked: Asked,
  reasons: ReadonlyMap<string, NamedReason>,
  shifts: ReadonlyMap<string, AskedShift>,
): AnalysedStop {
  const { reasonId, productId, shiftId } = stretch;
  const reason = reasonId === null ? undefined : reasons.get(reasonId);
  const main = mainClass(stretch);
  return {
    machineId: machine.id,
    machineCode: machine.code,
    machineName: machine.name,
    start: stretch.start,
    end: stretch.end,
    isOpen: stretch.isOpen,
    ms: stretch.ms,
    begins: stretch.begins,
    wholeMs: stretch.wholeMs,
    loss: timeLosses.find((loss) => loss === main) ?? "unknown",
    cause: stretch.cause,
    reasonId,
    reasonName: reason?.name ?? null,
    category: reason?.category ?? null,
    productCode: productId === null ? null : (asked.products.get(productId)?.code ?? null),
    shiftName: shiftId === null ? null : (shifts.get(shiftId)?.name ?? null),
  };
}
