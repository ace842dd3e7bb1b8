import type { HandoverId, MachineId, PlannedDowntimeId, ShiftInstanceId } from "../../kernel/id.ts";

export interface PlannedDowntimeRow {
  id: PlannedDowntimeId;
  /** Null = every machine of the plant. */
  machine_id: MachineId | null;
  starts_at: number;
  ends_at: number;
  name: string;
  created_at: number;
  version: number;
}

export interface HandoverRow {
  id: HandoverId;
  shift_instance_id: ShiftInstanceId;
  status: "draft" | "signed" | "acknowledged";
  /** JSON of HandoverNotes. */
  notes: string;
  /** JSON of HandoverFacts as signed; null before. */
  facts: string | null;
  unclassified_ms: number;
  unclassified_reason: string | null;
  digest: string | null;
  signed_at: number | null;
  signed_by: string | null;
  signed_name: string | null;
  acknowledged_at: number | null;
  acknowledged_by: string | null;
  acknowledged_name: string | null;
  acknowledged_note: string | null;
  created_at: number;
  version: number;
}
