import type { ConnectionSettings } from "#shared/connections/connection-settings.ts";
import type { ConnectionId, MachineId, TagId } from "#shared/kernel/id.ts";
import type { RefusalCode, RefusalData } from "#shared/kernel/refusal.ts";
import type { LinkChange, TagValue } from "#shared/machines/sample.ts";
import type { SignalRules } from "#shared/machines/signal-rules.ts";
import type { MachineMemory } from "#shared/machines/signals/machine-memory.ts";
import type { MachineNotice } from "#shared/machines/signals/machine-notice.ts";
import type {
  BackRead,
  BrowseNode,
  DriverHealth,
  DriverTag,
  Overflow,
  TestResult,
} from "../drivers/driver.ts";
import type { ConnectionLogin } from "../drivers/open-driver.ts";
import type { OfferedEndpoint } from "../drivers/opcua/discover-endpoints.ts";
import type { SampleColumns } from "../historian/sample-columns.ts";
import type { DerivedMachine } from "../pipeline/captured-batch.ts";

/** A tag as the intake needs it: signal rules name it by `code`. */
export interface IntakeTag extends DriverTag {
  readonly code: string;
}

export interface IntakeConnection {
  readonly id: ConnectionId;
  readonly settings: ConnectionSettings;
  readonly login: ConnectionLogin | null;
  /** Start of its open gap as of the last commit; lets a driver ask the server's history for what is missing. */
  readonly silentSince: number | null;
  readonly isEnabled: boolean;
  /** Another number than before: ends and starts anew although nothing else has changed. Absent = 0. */
  readonly dial?: number;
  readonly tags: readonly IntakeTag[];
}

export interface IntakeMachine {
  readonly id: MachineId;
  readonly rules: SignalRules;
  /** As of the last commit; used when the worker does not know the machine yet. */
  readonly memory: MachineMemory;
}

/** Everything the intake works with. Both sides number the tags by their order in here. */
export interface IntakeConfiguration {
  readonly connections: readonly IntakeConnection[];
  readonly machines: readonly IntakeMachine[];
}

/** Given once, when the worker starts. */
export interface IntakeWorkerData {
  readonly pkiFolder: string;
}

/** A reading of a watched tag; `at` = the instant that chooseTime picked for it. */
export interface WatchedReading {
  readonly tag: TagId;
  readonly at: number;
  readonly value: TagValue;
  readonly status: number;
}

/** What is asked of the worker with an answer. */
export type IntakeQuestion =
  | { readonly kind: "browse"; readonly connection: ConnectionId; readonly address: string | null }
  | {
      readonly kind: "test";
      /** Whose settings they are to become; null = a new connection's. */
      readonly connection: ConnectionId | null;
      readonly settings: ConnectionSettings;
      readonly login: ConnectionLogin | null;
    }
  | { readonly kind: "discover"; readonly endpoint: string }
  /** Watches tags beside the configured ones; their readings come as `watched`. None = ends it. */
  | {
      readonly kind: "watch";
      readonly connection: ConnectionId;
      readonly tags: readonly DriverTag[];
    }
  /** Stops every driver; the answer comes after the last batch. */
  | { readonly kind: "stop" };

/** The answer to each kind of question. */
export interface IntakeAnswers {
  browse: readonly BrowseNode[];
  test: TestResult;
  discover: readonly OfferedEndpoint[];
  watch: null;
  stop: null;
}

export type ToIntake =
  | {
      readonly kind: "configure";
      readonly generation: number;
      readonly configuration: IntakeConfiguration;
    }
  /** The batch is on disk. */
  | { readonly kind: "ack"; readonly batch: number }
  | { readonly kind: "ask"; readonly request: number; readonly question: IntakeQuestion };

/** A batch on the wire: tag columns hold numbers of the configuration `generation`. */
export interface PackedBatch {
  readonly capturedUpTo: number;
  readonly generation: number;
  readonly samples: SampleColumns | null;
  /** Newest reading of each tag that changed since the last time these were sent, about once a second. */
  readonly latest: SampleColumns | null;
  readonly machines: readonly DerivedMachine[];
  readonly links: readonly LinkChange[];
  readonly backReads: readonly BackRead[];
  readonly overflows: readonly (Overflow & { readonly since: number | null })[];
}

export interface BufferHealth {
  readonly waitingSamples: number;
  readonly unacknowledgedBatches: number;
  /** Samples given up because the disk was too slow for too long; each is in the gap ledger too. */
  readonly droppedSamples: number;
}

/** Health of a connection; `tags` is null when it is as last sent. */
export type SentHealth = Omit<DriverHealth, "tags"> & {
  readonly tags: DriverHealth["tags"] | null;
};

export interface FailedAnswer {
  readonly message: string;
  readonly refusal: { readonly code: RefusalCode; readonly data: RefusalData[RefusalCode] } | null;
}

export type FromIntake =
  | { readonly kind: "ready" }
  | { readonly kind: "batch"; readonly number: number; readonly batch: PackedBatch }
  | { readonly kind: "live"; readonly generation: number; readonly values: SampleColumns }
  | {
      readonly kind: "health";
      readonly connections: readonly SentHealth[];
      readonly buffer: BufferHealth;
    }
  | {
      readonly kind: "notices";
      readonly notices: readonly (MachineNotice & { readonly machineId: MachineId })[];
    }
  | {
      readonly kind: "watched";
      readonly connection: ConnectionId;
      readonly readings: readonly WatchedReading[];
    }
  | {
      readonly kind: "answer";
      readonly request: number;
      readonly answer: IntakeAnswers[keyof IntakeAnswers];
    }
  | { readonly kind: "failed"; readonly request: number; readonly failure: FailedAnswer }
  | {
      readonly kind: "log";
      readonly level: "debug" | "info" | "warn";
      readonly fields: object;
      readonly text: string;
    };

/** The buffers of columns, so that a message moves them instead of copying. */
export const buffersOf = (columns: SampleColumns | null): ArrayBuffer[] =>
  columns === null
    ? []
    : [
        columns.tag,
        columns.value,
        columns.status,
        columns.sourceTime,
        columns.serverTime,
        columns.receivedTime,
      ].map((column) => column.buffer as ArrayBuffer);
