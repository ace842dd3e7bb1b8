import type {
  AlertId,
  AlertRuleId,
  AndonCallId,
  MachineId,
  WebhookTargetId,
} from "../../kernel/id.ts";

export interface AndonCallRow {
  id: AndonCallId;
  machine_id: MachineId;
  kind: "material" | "maintenance" | "quality" | "help";
  status: "open" | "acknowledged" | "resolved" | "cancelled";
  note: string;
  opened_at: number;
  opened_by: string;
  /** The account it was opened with, so that its owner may take it back. */
  opened_by_id: string | null;
  acknowledged_at: number | null;
  acknowledged_by: string | null;
  closed_at: number | null;
  closed_by: string | null;
  /** What was done, or why it was taken back. */
  resolution: string;
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
  planned_time_only: 0 | 1;
  /** JSON of AlertChannels. */
  channels: string;
  is_active: 0 | 1;
  created_at: number;
  version: number;
}

export interface WebhookTargetRow {
  id: WebhookTargetId;
  name: string;
  shape: "teams" | "slack" | "json";
  /** What people may see of the address, which is a secret. */
  host: string;
  allows_private: 0 | 1;
  is_active: 0 | 1;
  created_at: number;
  version: number;
}

export interface AlertRow {
  id: AlertId;
  rule_id: AlertRuleId | null;
  call_id: AndonCallId | null;
  /** Number of the escalation step of the call, from 0. */
  step: number | null;
  /** What it is about: a machine, a connection or a call; with the rule it is raised once. */
  subject: string;
  machine_id: MachineId | null;
  kind: string;
  /** JSON of AlertFacts: what was seen and what the rule allows. */
  facts: string;
  /** JSON list of roles it is shown to at once; empty = everybody. */
  roles: string;
  raised_at: number;
  cleared_at: number | null;
  seen_at: number | null;
  seen_by: string | null;
}

export interface DeliveryRow {
  id: string;
  alert_id: AlertId;
  channel: "mail" | "webhook";
  /** A mail address, or the id of a webhook target. */
  target: string;
  moment: "raised" | "cleared";
  /** `unsure`: cut off while it was under way, so it may have arrived. */
  status: "waiting" | "sending" | "sent" | "failed" | "unsure";
  attempts: number;
  next_at: number;
  detail: string;
  created_at: number;
  done_at: number | null;
}
