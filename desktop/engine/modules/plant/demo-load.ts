import type { EventSource } from "../../serve/event-stream.ts";

export interface DemoProgress {
  readonly done: boolean;
  /** 0..1 */
  readonly share: number;
  readonly step: "configuration" | "history" | "done";
  readonly error: string | null;
}

/** How far the demo has been loaded; one load at a time. */
export class DemoLoad {
  #progress: DemoProgress | null = null;
  readonly #listeners = new Set<() => void>();

  get progress(): DemoProgress | null {
    return this.#progress;
  }

  get isRunning(): boolean {
    return this.#progress !== null && !this.#progress.done;
  }

  /** Runs `load`, keeping its progress; a failure is kept as text for the page and thrown to the caller. */
  async run(
    load: (tell: (step: DemoProgress["step"], share: number) => void) => Promise<void>,
  ): Promise<void> {
    this.#tell({ done: false, share: 0, step: "configuration", error: null });
    try {
      await load((step, share) => this.#tell({ done: false, share, step, error: null }));
      this.#tell({ done: true, share: 1, step: "done", error: null });
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      this.#tell({ done: true, share: 1, step: "done", error: message });
      throw error;
    }
  }

  source(): EventSource<DemoProgress> {
    return {
      listen: (wake) => {
        this.#listeners.add(wake);
        return () => this.#listeners.delete(wake);
      },
      take: () => this.#progress ?? { done: true, share: 1, step: "done", error: null },
    };
  }

  #tell(progress: DemoProgress): void {
    this.#progress = progress;
    for (const wake of this.#listeners) wake();
  }
}
