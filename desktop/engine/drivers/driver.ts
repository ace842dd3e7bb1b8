import type { ConnectionId, TagId } from "#shared/kernel/id.ts";
import type { LinkChange, Sample, TagValue } from "#shared/machines/sample.ts";
import type { DeadbandKind, TagClass } from "#shared/connections/tag.ts";

/** One tag as a driver needs it; `address` is the driver's own text (OPC UA: `nsu=URI;s=…`). */
export interface DriverTag {
  readonly id: TagId;
  readonly address: string;
  readonly class: TagClass;
  /** Deadband for analog tags; null = none. */
  readonly deadband: number | null;
  /** Absent = absolute. */
  readonly deadbandKind?: DeadbandKind;
  /** Engineering range that a percent deadband is a part of where the server names none. */
  readonly span?: number | null;
  /** Sampling or poll interval in milliseconds; absent or null = that of the class or connection, 0 = every change. */
  readonly samplingMs?: number | null;
}

/** The server dropped values of this tag: everything between the value before and the one read at `at` is missing. */
export interface Overflow {
  readonly tag: TagId;
  readonly at: number;
}

/** What the server's own history gave for a gap `[from, upTo)`; its samples came before this, flagged `isBackRead`. UTC milliseconds. */
export interface BackRead {
  readonly connection: ConnectionId;
  readonly from: number;
  readonly upTo: number;
  /** Samples emitted; 0 = the history had nothing new. */
  readonly samples: number;
  /** Why it is not complete, for people; null = everything the server has of every tag that it keeps a history of. */
  readonly failure: string | null;
  /** Tags whose whole gap was read. A tag of which the server keeps no history is not among them. */
  readonly tags: readonly TagId[];
}

/**
 * What a driver tells while it runs. Emitting never blocks and never throws into the driver. In an outage only samples
 * read back from the server's history come, then `backRead`, then the link is live.
 */
export interface DriverSink {
  samples(batch: readonly Sample[]): void;
  link(change: LinkChange): void;
  overflow(lost: readonly Overflow[]): void;
  backRead(result: BackRead): void;
}

/** Where a driver writes what people may want to read later; pino fits as it is. */
export interface DriverLog {
  debug(fields: object, text: string): void;
  info(fields: object, text: string): void;
  warn(fields: object, text: string): void;
}

/** Time as a driver sees it: `now` in UTC milliseconds for records, `monotonic` in milliseconds for time limits. */
export interface DriverClock {
  now(): number;
  monotonic(): number;
}

/** Condition of one tag as last seen; shown live beside the tag. */
export interface TagHealth {
  readonly tag: TagId;
  /** 0 once the item is accepted and good; else the status code the server gave for the item itself. */
  readonly itemStatus: number;
  readonly itemStatusText: string;
  readonly revisedSamplingMs: number | null;
  readonly revisedQueueSize: number | null;
  readonly overflowCount: number;
}

/** What went through a driver and what did not, since its start. */
export interface DriverCounters {
  readonly values: number;
  /** Readings known to be lost: notifications missed, telegrams dropped. */
  readonly lost: number;
  /** Requests and frames that failed: time-outs, bad checksums, refusals. */
  readonly errors: number;
}

export interface DriverHealth {
  readonly connection: ConnectionId;
  readonly link: "live" | "lost";
  readonly since: number;
  readonly cause: string | null;
  readonly detail: string | null;
  /** Server clock minus ours in milliseconds; null until known. */
  readonly clockOffsetMs: number | null;
  readonly lastDataAt: number | null;
  readonly reconnects: number;
  /** Since the start of the driver. */
  readonly counters: DriverCounters;
  /** The certificate the server showed last; absent or null = none, or not secured. `validTo` in UTC milliseconds. */
  readonly serverCertificate?: { readonly thumbprint: string; readonly validTo: number } | null;
  readonly tags: readonly TagHealth[];
}

/** One node of a browse tree, with its live value when it is a variable. */
export interface BrowseNode {
  readonly address: string;
  readonly name: string;
  readonly kind: "folder" | "variable" | "method" | "other";
  readonly dataType: string | null;
  readonly value: TagValue;
  readonly status: number | null;
  readonly sourceTime: number | null;
  readonly hasChildren: boolean;
}

export interface TestResult {
  readonly ok: boolean;
  /** One step per thing tried, in order: reach, certificate, session, read. */
  readonly steps: readonly {
    readonly step: string;
    readonly ok: boolean;
    readonly detail: string;
  }[];
  readonly hint: string | null;
}

/**
 * A connection to machines. Every implementation passes drivers/conformance.ts: it says within its time-out that a link
 * is dead, recovers by itself, reports each tag's own status, and stops without leaving anything behind.
 */
export interface Driver {
  start(sink: DriverSink): Promise<void>;
  stop(): Promise<void>;
  health(): DriverHealth;
  /** Replaces the set of tags while running. */
  retag(tags: readonly DriverTag[]): Promise<void>;
  browse(address: string | null): Promise<readonly BrowseNode[]>;
  test(): Promise<TestResult>;
}
