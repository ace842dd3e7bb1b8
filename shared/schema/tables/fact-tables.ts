import type {
  ConnectionId,
  EventId,
  MachineId,
  ProductId,
  ReasonId,
  RunId,
  ShiftInstanceId,
  ShiftPatternId,
} from "../../kernel/id.ts";
import type { MachineState, Provenance } from "../../machines/machine-state.ts";
import type { RunSource } from "../../runs/run-source.ts";

export interface ShiftInstanceRow {
  id: ShiftInstanceId;
  pattern_id: ShiftPatternId;
  code: string;
  name: string;
  business_date: string;
  starts_at: number;
  ends_at: number;
  /** JSON of { start, end, name }[] in instants. */
  breaks: string;
  crew: string | null;
  /** JSON of ShiftTargets; null = none. */
  targets: string | null;
  is_overtime: 0 | 1;
}

export interface MachineEventRow {
  id: EventId;
  machine_id: MachineId;
  at: number;
  state: MachineState;
  cause: string | null;
  reason_code: string | null;
  provenance: Provenance;
  recorded_at: number;
}

export interface MachineIntervalRow {
  /** Id of the event that opened it. */
  id: EventId;
  machine_id: MachineId;
  starts_at: number;
  ends_at: number | null;
  state: MachineState;
  cause: string | null;
  reason_id: ReasonId | null;
  provenance: Provenance;
}

export interface MachineRunRow {
  id: RunId;
  machine_id: MachineId;
  product_id: ProductId | null;
  /** As the machine or person named it; kept also when no such product is known. */
  product_code: string | null;
  order_no: string | null;
  starts_at: number;
  ends_at: number | null;
  /** Good pieces it aims at; null = not said. */
  target: number | null;
  /** Pieces per cycle that differ from the ideal cycle's; null = the same. */
  cavities: number | null;
  source: RunSource;
  /** Name of the person; null = the machine told it. */
  started_by: string | null;
  recorded_at: number;
}

/** One product of a combined run. */
export interface RunItemRow {
  id: string;
  run_id: RunId;
  /** Its place in the run; the first leads. */
  rank: number;
  product_id: ProductId | null;
  product_code: string | null;
  order_no: string | null;
  pieces_per_cycle: number;
}

export interface MachineCountRow {
  id: string;
  machine_id: MachineId;
  minute: number;
  /** Product id, or '' where none was known. */
  product_key: string;
  provenance: Provenance;
  /** '' = counts; else why the pieces wait for a decision. */
  suspect: string;
  total: number;
  reject: number;
  recorded_at: number;
  /** When the first pieces came after the minute was over; null = none did. */
  late_at: number | null;
  /** What it said until then; null = there was no such row. */
  on_time_total: number | null;
  on_time_reject: number | null;
}

export interface OeeSliceRow {
  id: string;
  machine_id: MachineId;
  starts_at: number;
  ends_at: number;
  shift_instance_id: string | null;
  /** JSON of OeeSums. */
  sums: string;
  /** Canonical KPI definition the sums were made under. */
  definition: string;
  computed_at: number;
}

export interface GapRow {
  id: string;
  connection_id: ConnectionId;
  starts_at: number;
  ends_at: number | null;
  cause: string;
  detail: string;
  /** The tag that lost values; null = the whole connection was silent. */
  tag_code: string | null;
  /** JSON of what the server's history gave back; null = it was not asked. */
  back_read: string | null;
}

export interface MachineEnergyRow {
  id: string;
  machine_id: MachineId;
  minute: number;
  provenance: Provenance;
  /** Milliwatt-hours. */
  energy_mwh: number;
  recorded_at: number;
}
