import type { PlantId, UserId } from "../../kernel/id.ts";
import type { Role } from "../../access/roles.ts";

export interface PlantRow {
  id: PlantId;
  name: string;
  zone: string;
  language: string;
  /** JSON of KpiPolicy. */
  policy: string;
  /** JSON of HistorianPolicy; null = its defaults. */
  historian: string | null;
  /** JSON of HandoverPolicy; null = its defaults. */
  handover: string | null;
  /** JSON of AndonPolicy; null = its defaults. */
  andon: string | null;
  /** JSON of MailPolicy; null = no mail is sent. */
  mail: string | null;
  /** JSON of SuggestionPolicy; null = its defaults. */
  suggestions: string | null;
  created_at: number;
  version: number;
}

export interface UserAccountRow {
  id: UserId;
  username: string;
  display_name: string;
  role: Role;
  password_hash: string;
  language: string | null;
  is_active: 0 | 1;
  created_at: number;
  version: number;
}

export interface AuditEntryRow {
  id: string;
  at: number;
  actor_id: string | null;
  actor_name: string;
  station: string;
  operation: string;
  entity: string;
  entity_id: string;
  before: string | null;
  after: string | null;
  command_id: string | null;
}
