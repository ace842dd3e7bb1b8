import type { MachineId } from "#shared/kernel/id.ts";
import type { AsKnown } from "#shared/trust/trust.contract.ts";
import type { Reader } from "../../database/reader.ts";
import { machineReport, plantReport, type Range } from "../oee/reports.ts";
import { allEdits } from "./edits.ts";
import { reportAsKnown } from "./report-as-known.ts";

export interface AsKnownInput {
  readonly machineId: MachineId | null;
  readonly range: Range;
  readonly knownAt: number;
}

/** Edits sent along; the page says how many more there are. */
const mostEdits = 500;

/** When the plant was set up: before that nothing was known, however old the history is that was brought in later. */
async function firstKnown(reader: Reader): Promise<number> {
  const entry = await reader
    .selectFrom("audit_entry")
    .select((build) => build.fn.min("at").as("at"))
    .where("entity", "=", "plant")
    .where("before", "is", null)
    .executeTakeFirst();
  return entry?.at ?? 0;
}

/** Figures as they stood beside those of now, with what was recorded in between. `clock` = now, UTC milliseconds. */
export async function asKnown(
  reader: Reader,
  wish: AsKnownInput,
  clock = Date.now(),
): Promise<AsKnown> {
  const { machineId, range } = wish;
  const knownAt = Math.max(wish.knownAt, await firstKnown(reader));
  const since = Math.min(knownAt, range.to);
  const all = await allEdits(reader, { machineId, range, since }, clock);
  const between = all.filter(({ recordedAt }) => recordedAt > knownAt);
  return {
    knownAt,
    knownThen: await reportAsKnown(reader, machineId, range, knownAt),
    knownNow:
      machineId === null
        ? await plantReport(reader, { range }, clock)
        : await machineReport(reader, { machineId, range }, clock),
    edits: between.slice(0, mostEdits),
    total: between.length,
    steps: [...new Set(all.map(({ recordedAt }) => recordedAt))].sort((a, b) => a - b),
  };
}
