import { Worker } from "node:worker_threads";
import { Refusal } from "#shared/kernel/refusal.ts";
import type { HeavyQueries } from "./heavy-queries.ts";
import type { ReaderAnswer, ReaderJob, ReaderStart } from "./reader-protocol.ts";

interface Waiting {
  readonly resolve: (output: unknown) => void;
  readonly reject: (error: unknown) => void;
}

interface Thread {
  readonly worker: Worker;
  readonly waiting: Map<number, Waiting>;
}

/** Two cores are common in plants: one reader may think while the writer captures. */
const threadCount = 2;

/**
 * A small pool of threads with read-only connections for whatever may take long. Threads start when first needed; one
 * that dies fails its jobs and is replaced by the next job.
 */
export class ReaderThreads {
  readonly #folder: string;
  readonly #threads: Thread[] = [];
  #nextId = 1;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Runs one heavy query; refusals arrive as refusals. */
  run<Name extends keyof HeavyQueries>(
    operation: Name,
    input: Parameters<HeavyQueries[Name]>[1],
  ): Promise<Awaited<ReturnType<HeavyQueries[Name]>>> {
    const thread = this.#leastBusy();
    const id = this.#nextId++;
    return new Promise((resolve, reject) => {
      thread.waiting.set(id, { resolve: resolve as Waiting["resolve"], reject });
      thread.worker.postMessage({ id, operation, input } satisfies ReaderJob);
    });
  }

  /** What still runs is refused: the engine stops. */
  async close(): Promise<void> {
    for (const { waiting } of this.#threads) {
      for (const { reject } of waiting.values())
        reject(new Refusal("NOT_NOW", { reason: "the engine stops" }));
      waiting.clear();
    }
    await Promise.all(this.#threads.splice(0).map(({ worker }) => worker.terminate()));
  }

  #leastBusy(): Thread {
    const idle = this.#threads.find((thread) => thread.waiting.size === 0);
    if (idle) return idle;
    if (this.#threads.length < threadCount) return this.#start();
    return this.#threads.reduce((best, thread) =>
      thread.waiting.size < best.waiting.size ? thread : best,
    );
  }

  #start(): Thread {
    const worker = new Worker(new URL("./reader-worker.ts", import.meta.url), {
      workerData: { folder: this.#folder } satisfies ReaderStart,
    });
    const thread: Thread = { worker, waiting: new Map() };
    worker.on("message", (answer: ReaderAnswer) => settle(thread, answer));
    worker.on("error", (error) => this.#drop(thread, error));
    worker.on("exit", () => this.#drop(thread, new Error("a reader thread ended")));
    this.#threads.push(thread);
    return thread;
  }

  #drop(thread: Thread, error: Error): void {
    const place = this.#threads.indexOf(thread);
    if (place >= 0) this.#threads.splice(place, 1);
    for (const { reject } of thread.waiting.values()) reject(error);
    thread.waiting.clear();
  }
}

function settle(thread: Thread, answer: ReaderAnswer): void {
  const waiting = thread.waiting.get(answer.id);
  thread.waiting.delete(answer.id);
  switch (answer.kind) {
    case "output":
      return waiting?.resolve(answer.output);
    case "refusal":
      return waiting?.reject(new Refusal(answer.code, answer.data));
    case "failure":
      return waiting?.reject(Object.assign(new Error(answer.message), { stack: answer.stack }));
    default:
      return answer satisfies never;
  }
}
