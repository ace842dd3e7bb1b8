import type { MachineId } from "#shared/kernel/id.ts";
import { Refusal } from "#shared/kernel/refusal.ts";
import type { KpiSources } from "#shared/oee/kpi-definition.ts";
import { kpiPolicy, type KpiPolicy } from "#shared/oee/kpi-policy.ts";
import type { IdealCycle } from "#shared/oee/time-model.ts";
import type { ReasonCategory } from "#shared/stops/reason-category.ts";
import type { Reader } from "../../database/reader.ts";

/** What people have set up that decides how a machine's time and pieces are judged. */
export interface MachineSetting {
  readonly machineId: MachineId;
  readonly code: string;
  readonly name: string;
  readonly zone: string;
  /** The plant's policy with the machine's own limits for minor stops and runs. */
  readonly policy: KpiPolicy;
  readonly sources: KpiSources;
  /** Null = every hour is planned. */
  readonly patternId: string | null;
  readonly cycles: readonly IdealCycle[];
  readonly reasonCategories: ReadonlyMap<string, ReasonCategory>;
}

/** @throws Refusal NOT_FOUND when there is no such machine */
export async function loadSetting(reader: Reader, machineId: MachineId): Promise<MachineSetting> {
  const machine = await reader
    .selectFrom("machine")
    .selectAll()
    .where("id", "=", machineId)
    .executeTakeFirst();
  const plant = await reader.selectFrom("plant").select(["zone", "policy"]).executeTakeFirst();
  if (!machine || !plant) throw new Refusal("NOT_FOUND", { entity: "machine", id: machineId });
  const policy = kpiPolicy.parse(JSON.parse(plant.policy));
  const cycles = await reader
    .selectFrom("ideal_cycle")
    .select([
      "product_id as productId",
      "valid_from as validFrom",
      "cycle_us as cycleUs",
      "cavities",
    ])
    .where("machine_id", "=", machineId)
    .execute();
  const reasons = await reader.selectFrom("reason").select(["id", "category"]).execute();
  return {
    machineId,
    code: machine.code,
    name: machine.name,
    zone: plant.zone,
    policy: {
      ...policy,
      minorStopMs: machine.minor_stop_ms ?? policy.minorStopMs,
      minimumRunMs: machine.minimum_run_ms ?? policy.minimumRunMs,
    },
    sources: {
      calendar: machine.shift_pattern_id === null ? "round_the_clock" : "shift_pattern",
      idealCycle: "dated_standard",
    },
    patternId: machine.shift_pattern_id,
    cycles,
    reasonCategories: new Map(reasons.map(({ id, category }) => [id, category])),
  };
}
