import type { AuditEntryRow, PlantRow, UserAccountRow } from "./tables/plant-tables.ts";
import type {
  ConnectionRow,
  IdealCycleRow,
  MachineRow,
  ProductRow,
  ReasonRow,
  ShiftPatternRow,
  TagRow,
} from "./tables/machine-tables.ts";
import type {
  GapRow,
  MachineCountRow,
  MachineEnergyRow,
  MachineEventRow,
  MachineIntervalRow,
  MachineRunRow,
  OeeSliceRow,
  RunItemRow,
  ShiftInstanceRow,
} from "./tables/fact-tables.ts";
import type { ReasonRuleRow, StopClassRow, StopEditRow } from "./tables/stop-tables.ts";
import type { HandoverRow, PlannedDowntimeRow } from "./tables/shift-tables.ts";
import type { FactChangeRow, SavedViewRow } from "./tables/analysis-tables.ts";
import type {
  AlertRow,
  AlertRuleRow,
  AndonCallRow,
  DeliveryRow,
  WebhookTargetRow,
} from "./tables/call-tables.ts";

/** The tables of a plant, the same in its SQLite file and in the cloud's replica. */
export interface BusinessTables {
  plant: PlantRow;
  user_account: UserAccountRow;
  audit_entry: AuditEntryRow;
  connection: ConnectionRow;
  shift_pattern: ShiftPatternRow;
  machine: MachineRow;
  tag: TagRow;
  product: ProductRow;
  ideal_cycle: IdealCycleRow;
  reason: ReasonRow;
  shift_instance: ShiftInstanceRow;
  machine_event: MachineEventRow;
  machine_interval: MachineIntervalRow;
  machine_run: MachineRunRow;
  machine_count: MachineCountRow;
  machine_energy: MachineEnergyRow;
  oee_slice: OeeSliceRow;
  gap: GapRow;
  reason_rule: ReasonRuleRow;
  stop_edit: StopEditRow;
  stop_class: StopClassRow;
  run_item: RunItemRow;
  planned_downtime: PlannedDowntimeRow;
  handover: HandoverRow;
  saved_view: SavedViewRow;
  fact_change: FactChangeRow;
  andon_call: AndonCallRow;
  alert_rule: AlertRuleRow;
  webhook_target: WebhookTargetRow;
  alert: AlertRow;
  delivery: DeliveryRow;
}
