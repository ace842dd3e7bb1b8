import type {
  ConnectionId,
  IdealCycleId,
  MachineId,
  ProductId,
  ReasonId,
  ShiftPatternId,
  TagId,
} from "../../kernel/id.ts";
import type { MachineKind } from "../../machines/machine-kind.ts";
import type { ReasonCategory } from "../../stops/reason-category.ts";
import type { DeadbandKind, TagClass } from "../../connections/tag.ts";

export interface ConnectionRow {
  id: ConnectionId;
  code: string;
  name: string;
  /** JSON of ConnectionSettings. */
  settings: string;
  is_enabled: 0 | 1;
  created_at: number;
  version: number;
}

export interface ShiftPatternRow {
  id: ShiftPatternId;
  code: string;
  name: string;
  /** JSON of ShiftPattern. */
  definition: string;
  created_at: number;
  version: number;
}

export interface MachineRow {
  id: MachineId;
  code: string;
  name: string;
  kind: MachineKind;
  description: string;
  connection_id: ConnectionId | null;
  shift_pattern_id: ShiftPatternId | null;
  /** JSON of SignalRules. */
  signals: string;
  minor_stop_ms: number | null;
  /** Null = the plant's. */
  minimum_run_ms: number | null;
  is_active: 0 | 1;
  created_at: number;
  version: number;
}

export interface TagRow {
  id: TagId;
  connection_id: ConnectionId;
  machine_id: MachineId | null;
  code: string;
  name: string;
  address: string;
  class: TagClass;
  unit: string | null;
  deadband: number | null;
  deadband_kind: DeadbandKind;
  /** Engineering range that a percent deadband is a part of. */
  span: number | null;
  /** Null = that of the class; 0 = every change. */
  sampling_ms: number | null;
  created_at: number;
  version: number;
}

export interface ProductRow {
  id: ProductId;
  code: string;
  name: string;
  is_active: 0 | 1;
  created_at: number;
  version: number;
}

export interface IdealCycleRow {
  id: IdealCycleId;
  product_id: ProductId;
  machine_id: MachineId;
  valid_from: number;
  /** Ideal machine cycle in integer microseconds. */
  cycle_us: number;
  /** Active cavities: pieces per cycle. */
  cavities: number;
  created_at: number;
  version: number;
}

export interface ReasonRow {
  id: ReasonId;
  code: string;
  name: string;
  category: ReasonCategory;
  parent_id: ReasonId | null;
  is_active: 0 | 1;
  /** Hex; null = that of the category. */
  colour: string | null;
  /** JSON of names by language; null = none but `name`. */
  names: string | null;
  /** JSON list of the machines it is offered on; null = all. */
  machine_ids: string | null;
  is_other: 0 | 1;
  created_at: number;
  version: number;
}
