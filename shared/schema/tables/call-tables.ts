import type { AlertId, AlertRuleId, AndonCallId, MachineId } from "../../kernel/id.ts";

export interface AndonCallRow {
  id: AndonCallId;
  machine_id: MachineId;
  kind: "material" | "maintenance" | "quality" | "help";
  note: string;
  opened_at: number;
  opened_by: string;
  acknowledged_at: number | null;
  acknowledged_by: string | null;
  resolved_at: number | null;
  resolved_by: string | null;
  resolution: string;
  /** How many steps of the escalation have been told. */
  escalated: number;
  created_at: number;
  version: number;
}

export interface AlertRuleRow {
  id: AlertRuleId;
  name: string;
  /** JSON of AlertCondition. */
  condition: string;
  /** JSON list of machine ids; null = every machine. */
  machine_ids: string | null;
  /** JSON of AlertChannels. */
  channels: string;
  is_active: 0 | 1;
  created_at: number;
  version: number;
}

export interface AlertRow {
  id: AlertId;
  rule_id: string | null;
  call_id: string | null;
  machine_id: string | null;
  kind: string;
  /** JSON: what was seen and what the rule allows. */
  facts: string;
  raised_at: number;
  cleared_at: number | null;
  seen_at: number | null;
  seen_by: string | null;
}

export interface DeliveryRow {
  id: string;
  alert_id: AlertId;
  channel: "mail" | "webhook";
  target: string;
  status: "waiting" | "sent" | "failed";
  attempts: number;
  next_at: number;
  detail: string;
  created_at: number;
  done_at: number | null;
}
