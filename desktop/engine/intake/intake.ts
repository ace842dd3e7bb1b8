import { Worker } from "node:worker_threads";
import type { ConnectionId, MachineId, TagId } from "#shared/kernel/id.ts";
import { Refusal } from "#shared/kernel/refusal.ts";
import type { MachineNotice } from "#shared/machines/signals/machine-notice.ts";
import type { DriverHealth, DriverLog, DriverTag } from "../drivers/driver.ts";
import type { StoredSample } from "../historian/sample-columns.ts";
import { sampleAt } from "../historian/sample-columns.ts";
import type { CapturedBatch, LastValue } from "../pipeline/captured-batch.ts";
import type {
  BufferHealth,
  FailedAnswer,
  FromIntake,
  IntakeAnswers,
  IntakeConfiguration,
  IntakeQuestion,
  IntakeWorkerData,
  PackedBatch,
  ToIntake,
  WatchedReading,
} from "./intake-protocol.ts";
import { LiveTable } from "./live-table.ts";
import { TagNumbers } from "./tag-numbers.ts";

/** Where the intake delivers on the main thread. */
export interface IntakeHandlers {
  /**
   * Commits one batch; the next one comes only afterwards. When it throws, the same batch is offered again after a pause:
   * meanwhile batches wait in the worker, up to its bounds.
   */
  batch(batch: CapturedBatch): void | Promise<void>;
  /** Read again at every (re)start of the worker, so that machines go on from what is committed. */
  configuration(): IntakeConfiguration;
  live?(changed: readonly TagId[]): void;
  notices?(notices: readonly (MachineNotice & { readonly machineId: MachineId })[]): void;
  watched?(connection: ConnectionId, readings: readonly WatchedReading[]): void;
  /** Batches cannot be stored (`error`), or can again (null). */
  fault?(error: unknown): void;
}

export interface IntakeOptions {
  readonly pkiFolder: string;
  readonly log: DriverLog;
  readonly handlers: IntakeHandlers;
}

interface Waiting {
  readonly resolve: (answer: IntakeAnswers[keyof IntakeAnswers]) => void;
  readonly reject: (error: Error) => void;
}

const firstRestartMs = 500;
const longestRestartMs = 10_000;
/** A worker that lived this long starts the back-off anew. */
const steadyMs = 60_000;
const commitRetryMs = 1_000;

/** The intake thread as the main thread sees it: starts it, feeds it, hears it, and starts it again when it dies. */
export class Intake {
  readonly live = new LiveTable();
  readonly #options: IntakeOptions;
  readonly #waiting = new Map<number, Waiting>();
  readonly #health = new Map<ConnectionId, DriverHealth>();
  readonly #numbersOf = new Map<number, TagNumbers>();
  #worker: Worker | null = null;
  #generation = 0;
  #nextRequest = 1;
  #commits: Promise<void> = Promise.resolve();
  #isStopping = false;
  #crashes = 0;
  #startedAt = 0;
  #restart: NodeJS.Timeout | undefined;
  #buffer: BufferHealth = { waitingSamples: 0, unacknowledgedBatches: 0, droppedSamples: 0 };

  constructor(options: IntakeOptions) {
    this.#options = options;
  }

  /** Times the worker had to be started again. */
  get crashes(): number {
    return this.#crashes;
  }

  get buffer(): BufferHealth {
    return this.#buffer;
  }

  start(): void {
    const workerData: IntakeWorkerData = { pkiFolder: this.#options.pkiFolder };
    const worker = new Worker(new URL("./intake-worker.ts", import.meta.url), {
      workerData,
      name: "intake",
    });
    this.#worker = worker;
    this.#startedAt = performance.now();
    worker.on("message", (message: FromIntake) => this.#heard(worker, message));
    worker.on("error", (error) =>
      this.#options.log.warn({ error: String(error) }, "the intake thread failed"),
    );
    worker.on("exit", (code) => this.#ended(worker, code));
    this.reconfigure();
  }

  /** Reads the configuration again and lets the worker work with it; what has not changed runs on. */
  reconfigure(): void {
    const configuration = this.#options.handlers.configuration();
    const generation = ++this.#generation;
    const numbers = new TagNumbers(configuration);
    this.#numbersOf.set(generation, numbers);
    this.live.keepOnly(new Set(numbers.ids));
    const wanted = new Set(
      configuration.connections.filter((one) => one.isEnabled).map((one) => one.id),
    );
    for (const id of this.#health.keys()) if (!wanted.has(id)) this.#health.delete(id);
    this.#send({ kind: "configure", generation, configuration });
  }

  health(id: ConnectionId): DriverHealth | undefined {
    return this.#health.get(id);
  }

  latest(tag: TagId): StoredSample | undefined {
    return this.live.get(tag);
  }

  /** Throws Refusal NOT_FOUND or UNREACHABLE. */
  browse(connection: ConnectionId, address: string | null): Promise<IntakeAnswers["browse"]> {
    return this.#ask({ kind: "browse", connection, address });
  }

  /** Tries settings with a connection of their own, which is closed again. */
  test(
    question: Omit<Extract<IntakeQuestion, { kind: "test" }>, "kind">,
  ): Promise<IntakeAnswers["test"]> {
    return this.#ask({ kind: "test", ...question });
  }

  /** Watches tags beside the configured ones until called with none; readings go to the handler `watched`. */
  async watch(connection: ConnectionId, tags: readonly DriverTag[]): Promise<void> {
    await this.#ask({ kind: "watch", connection, tags });
  }

  discover(endpoint: string): Promise<IntakeAnswers["discover"]> {
    return this.#ask({ kind: "discover", endpoint });
  }

  /** Ends the thread as it stands, for one that no longer answers; it is started again like after a crash. */
  async abandon(): Promise<void> {
    await this.#worker?.terminate();
  }

  /** Stops drivers and thread; resolves when the last batch is committed or was offered once in vain. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    clearTimeout(this.#restart);
    const worker = this.#worker;
    if (worker === null) return;
    await this.#ask({ kind: "stop" }).catch(() => undefined);
    await this.#commits;
    this.#worker = null;
    await worker.terminate();
  }

  #ask<Kind extends IntakeQuestion["kind"]>(
    question: Extract<IntakeQuestion, { kind: Kind }>,
  ): Promise<IntakeAnswers[Kind]> {
    const request = this.#nextRequest++;
    return new Promise((resolve, reject) => {
      if (this.#worker === null) return reject(gone());
      this.#waiting.set(request, { resolve: resolve as Waiting["resolve"], reject });
      this.#send({ kind: "ask", request, question });
    });
  }

  #send(message: ToIntake): void {
    this.#worker?.postMessage(message);
  }

  #heard(worker: Worker, message: FromIntake): void {
    switch (message.kind) {
      case "ready":
        return;
      case "batch":
        this.#commits = this.#commits.then(() =>
          this.#commit(worker, message.number, message.batch),
        );
        return;
      case "live": {
        const numbers = this.#numbersOf.get(message.generation);
        const changed = numbers ? this.live.take(message.values, numbers.ids) : [];
        if (changed.length > 0) this.#options.handlers.live?.(changed);
        return;
      }
      case "health":
        this.#buffer = message.buffer;
        for (const { tags, ...rest } of message.connections) {
          this.#health.set(rest.connection, {
            ...rest,
            tags: tags ?? this.#health.get(rest.connection)?.tags ?? [],
          });
        }
        return;
      case "notices":
        return this.#options.handlers.notices?.(message.notices);
      case "watched":
        return this.#options.handlers.watched?.(message.connection, message.readings);
      case "answer":
        this.#waiting.get(message.request)?.resolve(message.answer);
        this.#waiting.delete(message.request);
        return;
      case "failed":
        this.#waiting.get(message.request)?.reject(errorOf(message.failure));
        this.#waiting.delete(message.request);
        return;
      case "log":
        return this.#options.log[message.level](message.fields, message.text);
      default:
        message satisfies never;
    }
  }

  async #commit(worker: Worker, number: number, packed: PackedBatch): Promise<void> {
    const numbers = this.#numbersOf.get(packed.generation) ?? new TagNumbers({ connections: [] });
    for (const old of this.#numbersOf.keys())
      if (old < packed.generation) this.#numbersOf.delete(old);
    const batch = unpack(packed, numbers.ids);
    for (let isFirst = true; ; isFirst = false) {
      try {
        await this.#options.handlers.batch(batch);
        if (!isFirst) this.#options.handlers.fault?.(null);
        break;
      } catch (error) {
        this.#options.handlers.fault?.(error);
        if (this.#isStopping) return;
        await new Promise((resolve) => setTimeout(resolve, commitRetryMs));
      }
    }
    if (worker === this.#worker) this.#send({ kind: "ack", batch: number });
  }

  #ended(worker: Worker, code: number): void {
    if (this.#isStopping || worker !== this.#worker) return;
    this.#worker = null;
    const steady = performance.now() - this.#startedAt > steadyMs;
    this.#crashes += 1;
    for (const { reject } of this.#waiting.values()) reject(gone());
    this.#waiting.clear();
    const waitMs = steady
      ? firstRestartMs
      : Math.min(firstRestartMs * 2 ** (this.#crashes - 1), longestRestartMs);
    this.#options.log.warn({ code, waitMs }, "the intake thread ended and is started again");
    // Batches it handed over before are committed first, so that the memories read are the newest.
    this.#restart = setTimeout(
      () => void this.#commits.then(() => this.#isStopping || this.start()),
      waitMs,
    );
  }
}

function unpack(packed: PackedBatch, ids: readonly TagId[]): CapturedBatch {
  const { samples, latest, capturedUpTo, machines, links, backReads, overflows } = packed;
  return {
    capturedUpTo,
    samples: samples === null ? null : { tags: ids, columns: samples },
    machines,
    links,
    backReads,
    overflows,
    lastValues: latest === null ? [] : lastValues(latest, ids),
  };
}

function lastValues(
  columns: NonNullable<PackedBatch["latest"]>,
  ids: readonly TagId[],
): LastValue[] {
  let odd = 0;
  return Array.from({ length: columns.count }, (_, at) => {
    const oddValue = columns.odd[odd]?.index === at ? columns.odd[odd++] : undefined;
    const { value, status, sourceTime, receivedTime } = sampleAt(columns, at, oddValue);
    return { tag: ids[columns.tag[at]!]!, value, status, sourceTime, receivedTime };
  });
}

const gone = (): Refusal => new Refusal("NOT_NOW", { reason: "intake_restarting" });

const errorOf = ({ message, refusal }: FailedAnswer): Error =>
  refusal ? new Refusal(refusal.code, refusal.data, message) : new Error(message);
