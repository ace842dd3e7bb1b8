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

/** Secret of a channel that alerts go out by, sealed by the plant's vault. */
export interface ChannelSecretRow {
  /** `mail`, or the id of a webhook target. */
  channel: string;
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

/** Time of a machine whose stops rules must be asked about; removed when they were. */
export interface RuleDueRow {
  machine_id: string;
  starts_at: number;
  ends_at: number;
}

/** One row at most: how far rules have read the events; row numbers only grow. */
export interface RuleReadingRow {
  id: 1;
  event_place: number;
}

/** Small number of what packed rows of losses tell apart. */
export interface LossKeyRow {
  number: number;
  kind: "time" | "output";
  /** Time class, or the share of pieces. */
  class: string;
  /** '' = none. */
  reason_key: string;
  /** '' = none. */
  product_key: string;
  /** 0 = no ideal cycle. */
  cycle_us: number;
  cavities: number;
}

/** Small number of a shift instance's id or of a KPI definition, in packed rows of losses. */
export interface LossNameRow {
  number: number;
  name: string;
}

/** Packed time and pieces of a machine over a slice of `oee_slice`, or over a local day. */
export interface PackedLossRow {
  machine_id: string;
  starts_at: number;
  ends_at: number;
  bytes: Uint8Array;
}

/** Small number of a tag in the historian. */
export interface SampleTagRow {
  number: number;
  tag_id: string;
  /** Rows of the tail up to this one hold no sample of the tag that is not in a block. */
  packed_through: number;
  /** No block of the tag reaches over more milliseconds. */
  longest_ms: number;
}

/** A batch in the tail, until its samples are in blocks. */
export interface SampleChunkRow {
  id: number;
  /** Inclusive range of the sample times in it. */
  starts_at: number;
  ends_at: number;
  /** Inclusive range of the tag numbers in it. */
  first_tag: number;
  last_tag: number;
  /** Of the first version; means nothing any more. */
  is_merged: 0 | 1;
  sample_count: number;
  bytes: Uint8Array;
}

/** Samples of one tag, or minute summaries of what once were samples. */
export interface SampleBlockRow {
  id: number;
  tag: number;
  /** No sample is earlier than t0, none later than t1. */
  t0: number;
  t1: number;
  count: number;
  /** Samples that are no trustworthy number. */
  doubtful: number;
  /** 0 = samples as they came, else one point per so many milliseconds. */
  resolution_ms: number;
  is_reducible: 0 | 1;
  min: number | null;
  max: number | null;
  first: number | null;
  last: number | null;
  bytes: Uint8Array;
}

export interface SampleDayRow {
  /** Days since 1970, UTC. */
  day: number;
  samples: number;
  bytes: number;
}

export interface SampleLossRow {
  id: number;
  tag: number;
  cause: "down_sampled" | "dropped" | "retention";
  starts_at: number;
  ends_at: number;
  recorded_at: number;
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
  loss_key: LossKeyRow;
  loss_name: LossNameRow;
  loss_slice: PackedLossRow;
  loss_day: PackedLossRow;
  rule_due: RuleDueRow;
  rule_reading: RuleReadingRow;
  connection_secret: ConnectionSecretRow;
  channel_secret: ChannelSecretRow;
  connection_log: ConnectionLogRow;
  "historian.sample_tag": SampleTagRow;
  "historian.sample_chunk": SampleChunkRow;
  "historian.sample_block": SampleBlockRow;
  "historian.sample_day": SampleDayRow;
  "historian.sample_loss": SampleLossRow;
}

/** Everything in the plant's SQLite files. */
export interface PlantTables extends BusinessTables, EngineOnlyTables {}
