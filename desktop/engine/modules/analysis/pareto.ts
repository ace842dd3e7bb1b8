import type { z } from "zod";
import { stopLosses, timeLosses, type LossFilter } from "#shared/analysis/analysis-filter.ts";
import type { analysisContract } from "#shared/analysis/analysis.contract.ts";
import { entriesOf, fitsLoss, type LossChoice } from "#shared/analysis/fitting-entries.ts";
import type { TimeEntry } from "#shared/analysis/loss-entries.ts";
import { sumsOfEntries } from "#shared/analysis/loss-sums.ts";
import type { ParetoGroup, ParetoRow } from "#shared/analysis/pareto-report.ts";
import { rankLosses, type RankedLoss } from "#shared/analysis/rank-losses.ts";
import { timeElements } from "#shared/oee/time-elements.ts";
import { asksForReason } from "#shared/stops/unclassified.ts";
import type { Reader } from "../../database/reader.ts";
import { definitionHash } from "../oee/kpi-report-of.ts";
import { askedOf, basisOf, type Asked } from "./asked.ts";
import { gather, type Placed } from "./gather.ts";
import { reasonsById, type NamedReason } from "./reasons.ts";

export type ParetoAsked = z.output<(typeof analysisContract.pareto)["~orpc"]["inputSchema"] & {}>;
export type ParetoAnswer = z.output<(typeof analysisContract.pareto)["~orpc"]["outputSchema"] & {}>;

/** What of a Pareto's filter decides about one stretch of lost time. */
export const lossChoice = (
  asked: Asked,
  filter: Omit<LossFilter, "range">,
  reasons: ReadonlyMap<string, NamedReason>,
): LossChoice => ({
  losses: filter.losses ?? stopLosses,
  ...(filter.reasonIds !== undefined && { reasonIds: filter.reasonIds }),
  ...(filter.categories !== undefined && { categories: filter.categories }),
  productIds: asked.productIds,
  categoryOf: (id) => reasons.get(id)?.category ?? null,
});

/** Groups that rows of losses are told apart by before anything is added up; the others lie in the keys. */
function sideOf(by: ParetoGroup, { machine, shift }: Placed): string {
  switch (by) {
    case "machine":
      return machine.id;
    case "shift":
      return shift?.code ?? "";
    case "crew":
      return shift?.crew ?? "";
    case "reason":
    case "category":
    case "loss":
    case "product":
      return "";
    default:
      return by satisfies never;
  }
}

/** Losses of time ranked. `clock` = now, UTC milliseconds. */
export async function pareto(
  reader: Reader,
  wish: ParetoAsked,
  clock = Date.now(),
): Promise<ParetoAnswer> {
  const { by, rankBy, ...filter } = wish;
  const asked = await askedOf(reader, filter, clock);
  const reasons = await reasonsById(reader);
  const fits = fitsLoss(lossChoice(asked, filter, reasons));
  const sides = await gather(reader, asked, "day", (placed) => sideOf(by, placed));

  const keyOf = (side: string, entry: TimeEntry): string => {
    switch (by) {
      case "machine":
      case "shift":
      case "crew":
        return side;
      case "reason":
        return entry.reasonId ?? "";
      case "category":
        return entry.reasonId === null ? "" : (reasons.get(entry.reasonId)?.category ?? "");
      case "loss":
        return entry.timeClass;
      case "product":
        return entry.productId ?? "";
      default:
        return by satisfies never;
    }
  };
  const groups = new Map<string, { key: string; ms: number; stops: number }>();
  let [unclassifiedMs, unclassifiedStops, pbtMs] = [0, 0, 0];
  for (const [side, { time, output }] of sides) {
    const ofProducts = entriesOf({ time, output }, asked.productIds);
    pbtMs += timeElements(sumsOfEntries({ time: ofProducts.time, output: [] }, false).time).pbt;
    for (const entry of time) {
      if (!fits(entry)) continue;
      const key = keyOf(side, entry);
      const group = groups.get(key) ?? { key, ms: 0, stops: 0 };
      group.ms += entry.ms;
      group.stops += entry.stops;
      groups.set(key, group);
      if (!asksForReason(entry.timeClass, entry.reasonId)) continue;
      unclassifiedMs += entry.ms;
      unclassifiedStops += entry.stops;
    }
  }
  const ranked = rankLosses([...groups.values()], rankBy);
  const name = namesOf(by, asked, reasons);
  const drill = drillInto(by, asked, filter);
  const basis = await basisOf(
    reader,
    asked,
    [...sides.values()].flatMap(({ definitions }) => definitions),
  );
  const meaning = (key: string): string =>
    by === "machine" ? definitionHash(sides.get(key)?.definitions ?? []) : basis.definitionHash;
  return {
    basis,
    rows: ranked.map((row): ParetoRow => ({
      ...row,
      ...name(row),
      definitionHash: meaning(row.key),
      drill: drill(row),
    })),
    totalMs: ranked.reduce((sum, { ms }) => sum + ms, 0),
    totalStops: ranked.reduce((sum, { stops }) => sum + stops, 0),
    unclassifiedMs,
    unclassifiedStops,
    pbtMs,
  };
}

/** What a row is called; an empty name is the screen's to word. Products are known by code from here on. */
function namesOf(by: ParetoGroup, asked: Asked, reasons: ReadonlyMap<string, NamedReason>) {
  const machines = new Map<string, (typeof asked.machines)[number]>(
    asked.machines.map((machine) => [machine.id, machine]),
  );
  const shifts = new Map([...asked.shifts.values()].map(({ code, name }) => [code, name]));
  const plain = { colour: null, category: null };
  return ({
    key,
  }: RankedLoss): Pick<ParetoRow, "key" | "code" | "name" | "colour" | "category"> => {
    switch (by) {
      case "reason": {
        const reason = reasons.get(key);
        return {
          key,
          code: reason?.code ?? "",
          name: reason?.name ?? "",
          colour: reason?.colour ?? null,
          category: reason?.category ?? null,
        };
      }
      case "machine": {
        const machine = machines.get(key);
        return { ...plain, key, code: machine?.code ?? key, name: machine?.name ?? "" };
      }
      case "product": {
        const product = asked.products.get(key);
        const code = product?.code ?? "";
        return { ...plain, key: code, code, name: product?.name ?? "" };
      }
      case "shift":
        return { ...plain, key, code: key, name: shifts.get(key) ?? "" };
      case "crew":
        return { ...plain, key, code: key, name: key };
      case "category":
      case "loss":
        return { ...plain, key, code: key, name: "", category: by === "category" ? key : null };
      default:
        return by satisfies never;
    }
  };
}

/** The filter of the question, narrowed to a row. */
function drillInto(by: ParetoGroup, asked: Asked, filter: Omit<LossFilter, "range">) {
  const { range: _, ...kept } = filter as LossFilter;
  return ({ key }: RankedLoss): ParetoRow["drill"] => {
    switch (by) {
      case "reason":
        return { ...kept, reasonIds: [key] };
      case "category":
        return { ...kept, categories: [key as never] };
      case "loss":
        return { ...kept, losses: timeLosses.filter((loss) => loss === key) };
      case "machine":
        return {
          ...kept,
          machineIds: asked.machines.map(({ id }) => id).filter((id) => id === key),
        };
      case "product":
        return { ...kept, productCodes: [asked.products.get(key)?.code ?? ""] };
      case "shift":
        return { ...kept, shiftCodes: [key] };
      case "crew":
        return { ...kept, crew: key };
      default:
        return by satisfies never;
    }
  };
}
