import type { MachineId } from "#shared/kernel/id.ts";
import { stopBursts } from "#shared/stops/stop-cases.ts";
import type { ReasonCategory } from "#shared/stops/reason-category.ts";
import { stopRow, type StopRow } from "#shared/stops/stop-row.ts";
import type { StopCaseRow, UnclassifiedTime } from "#shared/stops/stops.contract.ts";
import type { Reader } from "../../database/reader.ts";
import { knownUntil } from "../oee/known-until.ts";
import { machinesAsked, machineStops } from "./machine-stops.ts";
import { stopNames, stopRowsOf, type FoundStop } from "./stop-rows.ts";

export interface Range {
  readonly from: number;
  readonly to: number;
}

export interface StopListWish {
  readonly range: Range;
  readonly machineIds?: readonly MachineId[] | undefined;
  readonly shiftCode?: string | undefined;
  readonly search: string;
  readonly category?: ReasonCategory | undefined;
  readonly reasonId?: string | undefined;
  readonly onlyUnclassified: boolean;
  readonly includeMinor: boolean;
  readonly sortBy: "attention" | "start" | "duration" | "machine" | "reason";
  readonly sortDirection: "asc" | "desc";
  readonly offset: number;
  readonly limit: number;
}

const spanOf = ({ from, to }: Range) => ({ start: from, end: to });

/** A page of stops under a filter, and what all of them sum up to. `clock` = now, UTC milliseconds. */
export async function stopList(reader: Reader, wish: StopListWish, clock = Date.now()) {
  const now = await knownUntil(reader, clock);
  const names = await stopNames(reader);
  const found: FoundStop[] = [];
  for (const { id } of await machinesAsked(reader, wish.machineIds))
    for (const stop of await stopRowsOf(reader, id, spanOf(wish.range), now, names))
      if (matches(stop, wish)) found.push(stop);
  const unclassified = found.filter(({ isUnclassified }) => isUnclassified);
  return {
    rows: found
      .toSorted(orderOf(wish))
      .slice(wish.offset, wish.offset + wish.limit)
      .map((row): StopRow => stopRow.parse(row)),
    total: found.length,
    scheduledMs: sum(found.map(({ shareMs }) => shareMs)),
    unclassified: unclassified.length,
    unclassifiedMs: sum(unclassified.map((stop) => stop.unclassifiedMs)),
    now,
  };
}

const sum = (lengths: readonly number[]): number => lengths.reduce((all, ms) => all + ms, 0);

function matches(stop: FoundStop, wish: StopListWish): boolean {
  if (stop.isMinor && !wish.includeMinor) return false;
  if (wish.onlyUnclassified && !stop.isUnclassified) return false;
  if (wish.category !== undefined && stop.reason?.category !== wish.category) return false;
  if (wish.reasonId !== undefined && stop.reason?.id !== wish.reasonId) return false;
  if (wish.shiftCode !== undefined && stop.shiftCode !== wish.shiftCode) return false;
  const text = [
    stop.machineCode,
    stop.machineName,
    stop.cause,
    stop.reason?.code,
    stop.reason?.name,
    ...Object.values(stop.reason?.names ?? {}),
    stop.productCode,
    stop.orderNo,
    stop.note,
    stop.saidBy,
  ]
    .join(" ")
    .toLowerCase();
  return wish.search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

function orderOf({ sortBy, sortDirection }: StopListWish) {
  const turn = sortDirection === "asc" ? 1 : -1;
  const byStart = (a: FoundStop, b: FoundStop) => a.start - b.start;
  const byText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
  return (a: FoundStop, b: FoundStop): number => {
    switch (sortBy) {
      case "attention":
        return Number(b.isUnclassified) - Number(a.isUnclassified) || turn * byStart(a, b);
      case "start":
        return turn * byStart(a, b);
      case "duration":
        return turn * (a.elapsedMs - b.elapsedMs) || byStart(b, a);
      case "machine":
        return turn * byText(a.machineCode, b.machineCode) || byStart(b, a);
      case "reason":
        return turn * byText(a.reason?.name ?? "", b.reason?.name ?? "") || byStart(b, a);
      default:
        return sortBy satisfies never;
    }
  };
}

/**
 * Stops that wait for a reason inside a range, by machine, with their time of it. `clock` = now, UTC milliseconds.
 */
export async function unclassifiedTime(
  reader: Reader,
  range: Range,
  machineIds?: readonly MachineId[],
  clock = Date.now(),
): Promise<UnclassifiedTime> {
  const now = await knownUntil(reader, clock);
  const machines: UnclassifiedTime["machines"] = [];
  for (const { id, code, name } of await machinesAsked(reader, machineIds)) {
    const { stops } = await machineStops(reader, id, spanOf(range), now);
    const asked = stops.filter(({ unclassifiedMs }) => unclassifiedMs > 0);
    if (asked.length === 0) continue;
    machines.push({
      machineId: id,
      code,
      name,
      count: asked.length,
      ms: sum(asked.map(({ unclassifiedMs }) => unclassifiedMs)),
      oldestAt: asked[0]!.start,
    });
  }
  const oldest = machines.flatMap(({ oldestAt }) => oldestAt ?? []);
  return {
    count: sum(machines.map(({ count }) => count)),
    ms: sum(machines.map(({ ms }) => ms)),
    oldestAt: oldest.length === 0 ? null : Math.min(...oldest),
    machines: machines.toSorted((a, b) => b.ms - a.ms),
  };
}

interface UnclassifiedWish {
  readonly range: Range;
  readonly machineIds?: readonly MachineId[] | undefined;
}

export const unclassified = (reader: Reader, { range, machineIds }: UnclassifiedWish) =>
  unclassifiedTime(reader, range, machineIds);

interface CasesWish extends UnclassifiedWish {
  readonly gapMs: number;
  readonly minimumCount: number;
}

/** Bursts of short stops, those that cost the most first. */
export async function stopCases(
  reader: Reader,
  { range, machineIds, gapMs, minimumCount }: CasesWish,
  clock = Date.now(),
): Promise<{ rows: StopCaseRow[] }> {
  const now = await knownUntil(reader, clock);
  const names = await stopNames(reader);
  const rows: StopCaseRow[] = [];
  for (const { id } of await machinesAsked(reader, machineIds)) {
    const stops = await stopRowsOf(reader, id, spanOf(range), now, names);
    for (const burst of stopBursts(stops, gapMs, minimumCount)) {
      const [first] = burst;
      rows.push({
        id: first.id,
        machineId: id,
        machineCode: first.machineCode,
        machineName: first.machineName,
        state: first.state,
        cause: first.cause,
        count: burst.length,
        ms: burst.reduce((sum, { elapsedMs }) => sum + elapsedMs, 0),
        firstAt: first.start,
        lastAt: burst.at(-1)!.end,
        unclassified: burst.filter(({ reason }) => reason === null).length,
        stops: burst.map((row) => stopRow.parse(row)),
      });
    }
  }
  return { rows: rows.toSorted((a, b) => b.ms - a.ms) };
}
