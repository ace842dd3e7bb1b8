import type { ConnectionId } from "#shared/kernel/id.ts";
import type { LinkChange, LinkLossCause } from "#shared/machines/sample.ts";

/** The condition of a link as health shows it. */
export interface LinkCondition {
  readonly link: "live" | "lost";
  readonly since: number;
  readonly cause: LinkLossCause | null;
  readonly detail: string | null;
}

/**
 * Says each change of a link exactly once: one `lost` per outage, however many attempts fail in it. A better known
 * cause within the same outage changes what health shows and is not emitted again.
 */
export class LinkReporter {
  readonly #connection: ConnectionId;
  readonly #emit: (change: LinkChange) => void;
  #condition: LinkCondition;
  #isReported = false;

  constructor(connection: ConnectionId, startedAt: number, emit: (change: LinkChange) => void) {
    this.#connection = connection;
    this.#emit = emit;
    this.#condition = { link: "lost", since: startedAt, cause: "starting", detail: null };
  }

  get condition(): LinkCondition {
    return this.#condition;
  }

  get isLive(): boolean {
    return this.#condition.link === "live";
  }

  /** `at`: the instant from which data flows again, UTC milliseconds. */
  live(at: number): void {
    if (this.isLive) return;
    this.#condition = { link: "live", since: at, cause: null, detail: null };
    this.#isReported = true;
    this.#emit({ connection: this.#connection, link: "live", at });
  }

  /** `at`: the last instant the link was known good, UTC milliseconds. */
  lost(at: number, cause: LinkLossCause, detail: string): void {
    const isNew = this.isLive || !this.#isReported;
    this.#condition = { link: "lost", since: isNew ? at : this.#condition.since, cause, detail };
    if (!isNew) return;
    this.#isReported = true;
    this.#emit({ connection: this.#connection, link: "lost", at, cause, detail });
  }
}
