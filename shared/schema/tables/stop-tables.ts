import type {
  MachineId,
  ReasonId,
  ReasonRuleId,
  StopClassId,
  StopEditId,
} from "../../kernel/id.ts";
import type { StopEditKind } from "../../stops/stop-edit.ts";

export interface ReasonRuleRow {
  id: ReasonRuleId;
  name: string;
  /** The lowest is asked first. */
  rank: number;
  /** JSON of RuleCondition. */
  condition: string;
  reason_id: ReasonId;
  valid_from: number;
  is_active: 0 | 1;
  created_at: number;
  version: number;
}

export interface StopClassRow {
  id: StopClassId;
  machine_id: MachineId;
  starts_at: number;
  /** Null = up to the end of the stop that stands at `starts_at`. */
  ends_at: number | null;
  reason_id: ReasonId | null;
  origin: "person" | "rule";
  rule_id: ReasonRuleId | null;
  note: string;
  actor_id: string | null;
  actor_name: string;
  recorded_at: number;
  superseded_at: number | null;
  /** The edit that ended it; null = a rule, or it holds. */
  superseded_by: string | null;
  /** The edit that wrote it; null = a rule. */
  edit_id: StopEditId | null;
}

export interface StopEditRow {
  id: StopEditId;
  machine_id: MachineId;
  kind: StopEditKind;
  starts_at: number;
  /** Null = up to the end of the stop that stands at `starts_at`. */
  ends_at: number | null;
  /** The edit it takes back. */
  undoes: StopEditId | null;
  note: string;
  actor_id: string | null;
  actor_name: string;
  recorded_at: number;
}
