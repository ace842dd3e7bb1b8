import type { PlantDatabase } from "../database/open-database.ts";
import type { Identity } from "../identity.ts";
import type { EngineLog } from "../log/engine-log.ts";
import { captureStopOf, capturing, isBusy, type CaptureState } from "./capture-guard.ts";
import type { CapturedBatch } from "./captured-batch.ts";
import type { BatchCommitter, Committed } from "./commit-batch.ts";
import { exclusively } from "./exclusive.ts";
import { setAside } from "./set-aside-batch.ts";

/** After a commit failed because nothing can be stored, it is tried again this often. */
const retryMs = 3_000;
/** Last values go to disk this often, a piece with each commit. */
const lastValuesEveryMs = 5_000;

/** Figures for the health page. */
export interface CaptureCounters {
  readonly batchesInFlight: number;
  readonly samplesStored: number;
  /** Samples of batches that were put aside. */
  readonly samplesDropped: number;
  readonly lastCommitAt: number | null;
  readonly lastCommitMs: number | null;
}

export interface CaptureParts {
  readonly database: PlantDatabase;
  readonly identity: Identity;
  readonly log: EngineLog;
  readonly committer: BatchCommitter;
  /** Milliseconds that never jump, for durations. */
  readonly monotonic: () => number;
  /** Seam for tests: how long to wait before trying again. */
  readonly retryAfterMs?: number;
}

/**
 * Commits batches one after the other. When nothing can be stored it says so loudly, keeps the batch, acknowledges
 * nothing, so that values wait in the servers' queues, and tries again until it can: capture resumes by itself. A batch
 * that is itself at fault is put aside and capture goes on.
 */
export class Capture {
  readonly #parts: CaptureParts;
  readonly #listeners = new Set<(state: CaptureState) => void>();
  readonly #committed = new Set<(committed: Committed) => void>();
  #state: CaptureState = capturing;
  #queue: Promise<void> = Promise.resolve();
  #waiting = 0;
  #isStopping = false;
  #stored = 0;
  #dropped = 0;
  #lastCommitAt: number | null = null;
  #lastCommitMs: number | null = null;
  #lastValuesAt = 0;
  readonly #stopping = new AbortController();

  constructor(parts: CaptureParts) {
    this.#parts = parts;
  }

  get state(): CaptureState {
    return this.#state;
  }

  counters(): CaptureCounters {
    return {
      batchesInFlight: this.#waiting,
      samplesStored: this.#stored,
      samplesDropped: this.#dropped,
      lastCommitAt: this.#lastCommitAt,
      lastCommitMs: this.#lastCommitMs,
    };
  }

  /** Tells every change of the state. Returns how to stop listening. */
  onState(listener: (state: CaptureState) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Tells what each commit changed, after it is on disk. */
  onCommitted(listener: (committed: Committed) => void): () => void {
    this.#committed.add(listener);
    return () => this.#committed.delete(listener);
  }

  /**
   * Queues a batch. Resolves once it is on disk or put aside: then it may be acknowledged. Never rejects; resolves
   * with false when the engine stops before it could be stored.
   */
  accept(batch: CapturedBatch): Promise<boolean> {
    this.#waiting += 1;
    const done = this.#queue.then(() => this.#store(batch));
    this.#queue = done.then(() => {
      this.#waiting -= 1;
    });
    return done;
  }

  /** Stores what has arrived and the last values, then nothing more. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    if (this.#state.state === "stopped") this.#stopping.abort();
    await this.#queue;
    const { database, committer, log } = this.#parts;
    if (this.#state.state === "stopped") return;
    await exclusively(database, () => committer.writeLastValues()).catch((error: unknown) => {
      log.warn({ err: error }, "the last values could not be stored");
    });
  }

  async #store(batch: CapturedBatch): Promise<boolean> {
    for (;;) {
      if (this.#stopping.signal.aborted) return false;
      try {
        const now = this.#parts.identity.now();
        const withLastValues = now - this.#lastValuesAt >= lastValuesEveryMs;
        await this.#commit(batch, withLastValues);
        if (withLastValues && this.#parts.committer.lastValues.waiting === 0)
          this.#lastValuesAt = now;
        this.#change(capturing);
        return true;
      } catch (error) {
        const stop = captureStopOf(error);
        if (stop === null && !isBusy(error)) {
          this.#putAside(batch, error);
          return true;
        }
        if (stop !== null) this.#change({ state: "stopped", reason: stop }, error);
        if (this.#isStopping) return false;
        await this.#pause();
      }
    }
  }

  async #commit(batch: CapturedBatch, withLastValues: boolean): Promise<void> {
    const { database, committer, identity, monotonic } = this.#parts;
    const committed = await exclusively(database, () => {
      const begun = monotonic();
      const result = committer.commit(batch, withLastValues);
      this.#lastCommitMs = monotonic() - begun;
      return result;
    });
    this.#lastCommitAt = identity.now();
    this.#stored += committed.samples;
    for (const listener of this.#committed) listener(committed);
  }

  #putAside(batch: CapturedBatch, error: unknown): void {
    const { database, identity, log } = this.#parts;
    const incident = identity.newId().slice(-12);
    this.#dropped += batch.samples?.columns.count ?? 0;
    try {
      const file = setAside(database.folder, batch, error, incident);
      log.error({ err: error, incident, file }, "a batch could not be stored and was put aside");
    } catch (failure) {
      log.error({ err: error, failure, incident }, "a batch could neither be stored nor put aside");
    }
  }

  #change(state: CaptureState, error?: unknown): void {
    if (state.state === this.#state.state && state.reason === this.#state.reason) return;
    this.#state = state;
    if (state.state === "stopped")
      this.#parts.log.error({ err: error, reason: state.reason }, "capture stopped");
    else this.#parts.log.warn({}, "capture goes on");
    for (const listener of this.#listeners) listener(state);
  }

  #pause(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, this.#parts.retryAfterMs ?? retryMs);
      this.#stopping.signal.addEventListener("abort", () => {
        clearTimeout(timer);
        resolve();
      });
    });
  }
}
