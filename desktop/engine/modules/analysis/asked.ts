import { sql } from "kysely";
import type { AnalysisBasis } from "#shared/analysis/analysis-basis.ts";
import type { AnalysisFilter } from "#shared/analysis/analysis-filter.ts";
import type { MachineId } from "#shared/kernel/id.ts";
import { hourMs } from "#shared/kernel/instant.ts";
import type { Span } from "#shared/kernel/span.ts";
import { kpiPolicy, type KpiPolicy } from "#shared/oee/kpi-policy.ts";
import { longestShiftMs } from "#shared/shifts/longest-shift.ts";
import { shiftTargets, type ShiftTargets } from "#shared/shifts/shift-targets.ts";
import type { Reader } from "../../database/reader.ts";
import { definitionHash, definitionOf } from "../oee/kpi-report-of.ts";
import { knownUntil } from "../oee/known-until.ts";
import { loadSetting } from "../oee/machine-setting.ts";
import { thePlant } from "../plant/plant.store.ts";

export interface AskedMachine {
  readonly id: MachineId;
  readonly code: string;
  readonly name: string;
}

/** A shift of the calendar, as rows of losses name it by number. */
export interface AskedShift extends Span {
  readonly code: string;
  readonly name: string;
  readonly crew: string | null;
  readonly businessDate: string;
  readonly targets: ShiftTargets | null;
}

/** A question of the analysis with everything its filter names looked up. */
export interface Asked {
  readonly filter: AnalysisFilter;
  readonly span: Span;
  /** Instant up to which facts are known. */
  readonly now: number;
  readonly zone: string;
  readonly policy: KpiPolicy;
  readonly machines: readonly AskedMachine[];
  readonly shifts: ReadonlyMap<number, AskedShift>;
  readonly products: ReadonlyMap<string, { readonly code: string; readonly name: string }>;
  /** Null = all; holds null where pieces and time without a product are wanted. */
  readonly productIds: ReadonlySet<string | null> | null;
  /** Whether the time of a shift (null = none) is wanted. */
  readonly wantsShift: (shift: AskedShift | null) => boolean;
}

async function machinesOf(
  reader: Reader,
  ids: readonly MachineId[] | undefined,
): Promise<AskedMachine[]> {
  const all = reader.selectFrom("machine").select(["id", "code", "name"]).orderBy("code");
  return ids === undefined
    ? all.where("is_active", "=", 1).execute()
    : all
        .where("id", "in", sql<MachineId>`(select value from json_each(${JSON.stringify(ids)}))`)
        .execute();
}

async function shiftsOf(reader: Reader, span: Span): Promise<Map<number, AskedShift>> {
  const rows = await reader
    .selectFrom("shift_instance")
    .innerJoin("loss_name", (join) => join.on(sql`loss_name.name`, "=", sql`shift_instance.id`))
    .select([
      "loss_name.number",
      "shift_instance.code",
      "shift_instance.name",
      "crew",
      "business_date",
      "starts_at",
      "ends_at",
      "targets",
    ])
    // By pattern, so that the index of the calendar is used.
    .where("pattern_id", "in", reader.selectFrom("shift_pattern").select("id"))
    .where("starts_at", ">", span.start - longestShiftMs)
    .where("starts_at", "<", span.end)
    .execute();
  return new Map(
    rows.map((row) => [
      row.number,
      {
        code: row.code,
        name: row.name,
        crew: row.crew,
        businessDate: row.business_date,
        start: row.starts_at,
        end: row.ends_at,
        targets: row.targets === null ? null : shiftTargets.parse(JSON.parse(row.targets)),
      },
    ]),
  );
}

/** Looks up what a filter names. Codes that nothing has simply fit nothing. `clock` = now, UTC milliseconds. */
export async function askedOf(
  reader: Reader,
  filter: AnalysisFilter,
  clock: number,
): Promise<Asked> {
  const plant = await thePlant(reader);
  const span = { start: filter.range.from, end: filter.range.to };
  const rows = await reader.selectFrom("product").select(["id", "code", "name"]).execute();
  const { productCodes, shiftCodes, crew } = filter;
  return {
    filter,
    span,
    now: await knownUntil(reader, clock),
    zone: plant.zone,
    policy: kpiPolicy.parse(JSON.parse(plant.policy)),
    machines: await machinesOf(reader, filter.machineIds),
    shifts: await shiftsOf(reader, span),
    products: new Map(rows.map(({ id, code, name }) => [id, { code, name }])),
    productIds:
      productCodes === undefined
        ? null
        : new Set<string | null>([
            ...rows.filter(({ code }) => productCodes.includes(code)).map(({ id }) => id),
            ...(productCodes.includes("") ? [null] : []),
          ]),
    wantsShift: (shift) =>
      (shiftCodes === undefined || shiftCodes.includes(shift?.code ?? "")) &&
      (crew === undefined || crew === (shift?.crew ?? "")),
  };
}

/** What the figures of machines mean by their set-up of now: for time of which nothing is summed up. */
export async function definitionsNow(
  reader: Reader,
  machines: readonly Pick<AskedMachine, "id">[],
): Promise<string[]> {
  const definitions: string[] = [];
  for (const { id } of machines) definitions.push(definitionOf(await loadSetting(reader, id)));
  return definitions;
}

/** What stands beside the answer. @param definitions behind its figures; none = those of the machines asked for */
export async function basisOf(
  reader: Reader,
  asked: Asked,
  definitions: readonly string[],
): Promise<AnalysisBasis> {
  const { span, now } = asked;
  // The hour that runs is summed up every minute; it alone is nothing to warn of.
  const settled = Math.min(span.end, Math.floor(now / hourMs) * hourMs - hourMs);
  const stale = await reader
    .selectFrom("stale_slice")
    .select("machine_id")
    .where("starts_at", "<", settled)
    .where("ends_at", ">", span.start)
    .execute();
  const ids = new Set<string>(asked.machines.map(({ id }) => id));
  return {
    range: asked.filter.range,
    now,
    zone: asked.zone,
    machines: asked.machines.length,
    isComputing: stale.some(({ machine_id }) => ids.has(machine_id)),
    policy: asked.policy,
    definitionHash: definitionHash(
      definitions.length > 0 ? definitions : await definitionsNow(reader, asked.machines),
    ),
  };
}

/** Whether figures of the span may still change by themselves: it has not ended, or a stop taken as minor is open. */
export async function isPreliminary(reader: Reader, asked: Asked): Promise<boolean> {
  if (asked.now < asked.span.end) return true;
  for (const { id } of asked.machines) {
    const last = await reader
      .selectFrom("oee_slice")
      .select(sql<number | null>`json_extract(sums, '$.preliminary')`.as("is"))
      .where("machine_id", "=", id)
      .where("starts_at", "<", asked.span.end)
      .orderBy("starts_at", "desc")
      .limit(1)
      .executeTakeFirst();
    if (last?.is === 1) return true;
  }
  return false;
}
