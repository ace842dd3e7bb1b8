import { Worker } from "node:worker_threads";
import { Refusal } from "#shared/kernel/refusal.ts";
import type { PreviewStep } from "#shared/rules/preview-change.ts";
import type { PreviewStart } from "./preview-worker.ts";
import type { PreviewWish } from "./preview-rules.ts";

/** Two cores are common in plants: one preview may think while the writer captures. */
const mostPreviews = 1;

/** Runs previews on threads of their own, each ended when nobody waits for it any more. */
export class PreviewThreads {
  readonly #folder: string;
  readonly #running = new Set<Worker>();

  constructor(folder: string) {
    this.#folder = folder;
  }

  /**
   * Steps of one preview, the last with the result. Leaving the loop or aborting the signal ends its thread.
   * @throws Refusal NOT_NOW while another one runs
   */
  async *run(
    wish: PreviewWish,
    clock: number,
    signal: AbortSignal | undefined,
  ): AsyncGenerator<PreviewStep, void> {
    if (this.#running.size >= mostPreviews)
      throw new Refusal("NOT_NOW", { reason: "another preview is running" });
    const worker = new Worker(new URL("./preview-worker.ts", import.meta.url), {
      workerData: { folder: this.#folder, wish, clock } satisfies PreviewStart,
    });
    this.#running.add(worker);
    const told: PreviewStep[] = [];
    let failure: Error | null = null;
    let hasEnded = false;
    let wake = (): void => {};
    const end = (error: Error | null): void => {
      failure ??= error;
      hasEnded = true;
      wake();
    };
    worker.on("message", (step: PreviewStep) => {
      told.push(step);
      wake();
    });
    worker.on("error", (error) => end(error));
    worker.on("exit", () => end(null));
    const onAbort = (): void => end(null);
    signal?.addEventListener("abort", onAbort);
    try {
      while (!signal?.aborted) {
        // Steps that nobody has asked for yet are one.
        const step = told.findLast(({ result }) => result !== null) ?? told.at(-1);
        told.length = 0;
        if (step !== undefined) yield step;
        if (step?.result != null) return;
        if (told.length > 0) continue;
        if (failure !== null) throw failure;
        if (hasEnded) throw new Error("a preview ended without a result");
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    } finally {
      signal?.removeEventListener("abort", onAbort);
      this.#running.delete(worker);
      await worker.terminate();
    }
  }

  /** What still runs ends: the engine stops. */
  async close(): Promise<void> {
    await Promise.all([...this.#running].map((worker) => worker.terminate()));
  }
}
