import type { MachineId, ReasonId, ReasonRuleId, StopClassId } from "../../kernel/id.ts";

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
  superseded_by: string | null;
}
