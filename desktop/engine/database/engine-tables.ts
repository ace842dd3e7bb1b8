import type { Generated } from "kysely";
import type { ConnectionLogEvent } from "#shared/connections/connection-log.ts";
import type { ConnectionId } from "#shared/kernel/id.ts";
import type { BusinessTables } from "#shared/schema/business-tables.ts";

/** Row of the outbox; filled only while the plant is enrolled with a cloud. */
export interface OutboxRow {
  epoch: number;
  lane: number;
  seq: number;
  table_name: string;
  row_id: string;
  op: "insert" | "update" | "delete";
  schema_version: number;
  payload: string;
  hash: Uint8Array;
}

/** One row at most: this plant's enrolment. */
export interface EnrolmentRow {
  plant_id: string;
  epoch: number;
  enrolled_at: number;
}

export interface CommandReceiptRow {
  command_id: string;
  operation: string;
  actor_id: string | null;
  at: number;
  /** JSON of the command's output, given again when the command is sent again. */
  output: string;
}

export interface SessionRow {
  /** SHA-256 (hex) of the session token; the token itself is never stored. */
  token_hash: string;
  user_id: string;
  station: string;
  created_at: number;
  last_used_at: number;
  expires_at: number;
}

export interface LastValueRow {
  tag_id: string;
  /** JSON value; bigint and non-finite numbers as tagged text. */
  value: string;
  status: number;
  source_time: number | null;
  received_time: number;
}

/** What the signal rules of a machine remember; restored at start so that nothing is counted twice or lost. */
export interface MachineMemoryRow {
  machine_id: string;
  memory: string;
  updated_at: number;
}

export interface ClockEventRow {
  at: number;
  stepped_ms: number;
}

/** One row at most: the last instant up to which everything captured is on disk. */
export interface HeartbeatRow {
  id: 1;
  at: number;
}

/** Secret of a connection, sealed by the plant's vault. */
export interface ConnectionSecretRow {
  connection_id: ConnectionId;
  sealed: Uint8Array;
  updated_at: number;
}

export interface ConnectionLogRow {
  id: Generated<number>;
  connection_id: ConnectionId;
  at: number;
  level: "info" | "warn";
  event: ConnectionLogEvent;
  detail: string;
  /** The same in a row; `at` is of the last. */
  times: number;
}

/** Time of a machine whose OEE slices no longer fit the facts; removed when they are computed again. */
export interface StaleSliceRow {
  machine_id: string;
  starts_at: number;
  ends_at: number;
}

/** Small number of a tag inside sample chunks. */
export interface SampleTagRow {
  number: number;
  tag_id: string;
}

export interface SampleChunkRow {
  id: number;
  /** Inclusive range of the sample times in it. */
  starts_at: number;
  ends_at: number;
  /** Inclusive range of the tag numbers in it. */
  first_tag: number;
  last_tag: number;
  /** 1 once its samples are grouped by tag. */
  is_merged: 0 | 1;
  sample_count: number;
  bytes: Uint8Array;
}

export interface EngineOnlyTables {
  outbox: OutboxRow;
  enrolment: EnrolmentRow;
  command_receipt: CommandReceiptRow;
  session: SessionRow;
  last_value: LastValueRow;
  machine_memory: MachineMemoryRow;
  clock_event: ClockEventRow;
  heartbeat: HeartbeatRow;
  stale_slice: StaleSliceRow;
  connection_secret: ConnectionSecretRow;
  connection_log: ConnectionLogRow;
  "historian.sample_tag": SampleTagRow;
  "historian.sample_chunk": SampleChunkRow;
}

/** Everything in the plant's SQLite files. */
export interface PlantTables extends BusinessTables, EngineOnlyTables {}
