import type { MachineId, SavedViewId } from "../../kernel/id.ts";
import type { TimeClass } from "../../oee/time-model.ts";

export interface LossSliceRow {
  id: string;
  machine_id: MachineId;
  starts_at: number;
  ends_at: number;
  shift_instance_id: string | null;
  time_class: TimeClass;
  /** Reason id, or '' where none was given. */
  reason_key: string;
  /** Product id, or '' where none was set. */
  product_key: string;
  duration_ms: number;
  /** Stops that begin in the slice. */
  stops: number;
}

export interface SavedViewRow {
  id: SavedViewId;
  page: string;
  name: string;
  /** Null = shared with everybody. */
  owner_id: string | null;
  /** JSON of the page's search parameters. */
  search: string;
  created_at: number;
  version: number;
}

export interface FactChangeRow {
  id: string;
  entity: string;
  entity_id: string;
  machine_id: string | null;
  starts_at: number;
  ends_at: number | null;
  /** JSON of the row as it was; null = it did not exist. */
  before: string | null;
  recorded_at: number;
}
