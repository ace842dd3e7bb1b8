import type { SavedViewId } from "../../kernel/id.ts";

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
