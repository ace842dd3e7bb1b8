import { Worker } from "node:worker_threads";
import { Refusal } from "#shared/kernel/refusal.ts";
import type { PreviewStep } from "#shared/rules/preview-change.ts";
import type { EngineLog } from "../../log/engine-log.ts";
import type { PreviewStart } from "./preview-worker.ts";
import type { PreviewWish } from "./preview-rules.ts";

/** Two cores are common in plants: one preview may think while the writer captures. */
const mostPreviews = 1;

/** A preview on its way: what its thread told and nobody took yet. */
class RunningPreview {
  readonly worker: Worker;
  readonly #told: PreviewStep[] = [];
  #failure: Error | null = null;
  #hasEnded = false;
  #wake = (): void => {};

  constructor(start: PreviewStart) {
    this.worker = new Worker(new URL("./preview-worker.ts", import.meta.url), {
      workerData: start,
    });
    this.worker.on("message", (step: PreviewStep) => {
      this.#told.push(step);
      this.#wake();
    });
    this.worker.on("error", (error) => {
      this.#failure = error;
    });
    this.worker.on("exit", () => {
      this.#hasEnded = true;
      this.#wake();
    });
  }

  /** The newest step nobody took, the result before all; waits for one. Undefined when the thread was ended. */
  async next(): Promise<PreviewStep | undefined> {
    for (;;) {
      const step = this.#told.findLast(({ result }) => result !== null) ?? this.#told.at(-1);
      this.#told.length = 0;
      if (step !== undefined) return step;
      if (this.#failure !== null) throw this.#failure;
      if (this.#hasEnded) return undefined;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }
}

/** Runs previews on threads of their own, each ended when nobody waits for it any more. */
export class PreviewThreads {
  readonly #folder: string;
  readonly #log: EngineLog;
  readonly #running = new Set<Worker>();

  constructor(folder: string, log: EngineLog) {
    this.#folder = folder;
    this.#log = log;
  }

  /**
   * Steps of one preview, the last with the result. Leaving the loop or aborting the signal ends its thread.
   * @throws Refusal NOT_NOW while another one runs
   */
  run(
    { change, weeks }: PreviewWish,
    clock: number,
    signal: AbortSignal | undefined,
  ): AsyncGenerator<PreviewStep, void> {
    if (this.#running.size >= mostPreviews)
      throw new Refusal("NOT_NOW", { reason: "another preview is running" });
    const preview = new RunningPreview({ folder: this.#folder, wish: { change, weeks }, clock });
    const { worker } = preview;
    this.#running.add(worker);
    const stop = (): void => void worker.terminate();
    signal?.addEventListener("abort", stop);
    worker.on("error", (error) => this.#log.error({ err: error }, "a preview failed"));
    worker.on("exit", () => {
      this.#running.delete(worker);
      signal?.removeEventListener("abort", stop);
    });
    return stepsOf(preview);
  }

  /** What still runs ends: the engine stops. */
  async close(): Promise<void> {
    await Promise.all([...this.#running].map((worker) => worker.terminate()));
  }
}

async function* stepsOf(preview: RunningPreview): AsyncGenerator<PreviewStep, void> {
  try {
    for (;;) {
      const step = await preview.next();
      if (step === undefined) return;
      yield step;
      if (step.result !== null) return;
    }
  } finally {
    await preview.worker.terminate();
  }
}
