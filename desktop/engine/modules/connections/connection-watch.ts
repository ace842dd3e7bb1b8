import type { ConnectionId, TagId } from "#shared/kernel/id.ts";
import {
  freshLinkMemory,
  noticeLink,
  type LinkLook,
  type LinkMemory,
} from "#shared/connections/link-notices.ts";
import { valueRate, withCount, type ValueCount } from "#shared/connections/value-rate.ts";
import { linkLossCauses } from "#shared/machines/sample.ts";
import type { DriverHealth } from "../../drivers/driver.ts";
import type { ConnectionLog } from "./connection-log.ts";

interface Watched {
  readonly counts: readonly ValueCount[];
  readonly memory: LinkMemory;
}

export interface WatchParts {
  readonly log: ConnectionLog;
  readonly codeOf: (tag: TagId) => string | undefined;
  /** UTC milliseconds. */
  readonly now: () => number;
  /** Milliseconds that never jump. */
  readonly monotonic: () => number;
}

/** Looks at every running connection once a second: how fast it delivers, and what people should read of it. */
export class ConnectionWatch {
  readonly #parts: WatchParts;
  readonly #watched = new Map<ConnectionId, Watched>();

  constructor(parts: WatchParts) {
    this.#parts = parts;
  }

  /** `running`: the health of every connection that runs. */
  look(running: readonly DriverHealth[]): void {
    const { log, now, monotonic } = this.#parts;
    const at = now();
    const ids = new Set(running.map(({ connection }) => connection));
    for (const id of this.#watched.keys()) if (!ids.has(id)) this.#watched.delete(id);
    for (const health of running) {
      const before = this.#watched.get(health.connection);
      const { memory, notices } = noticeLink(
        before?.memory ?? freshLinkMemory,
        this.#lookOf(health, at),
      );
      const counts = withCount(before?.counts ?? [], {
        at: monotonic(),
        values: health.counters.values,
      });
      this.#watched.set(health.connection, { counts, memory });
      for (const notice of notices) log.note({ connection: health.connection, at, ...notice });
    }
  }

  /** Over the last few seconds; null = nothing runs, or not long enough. */
  valuesPerSecond(id: ConnectionId): number | null {
    return valueRate(this.#watched.get(id)?.counts ?? []);
  }

  #lookOf(health: DriverHealth, now: number): LinkLook {
    const refused = health.tags.filter((tag) => tag.itemStatus !== 0);
    return {
      link: health.link,
      forMs: now - health.since,
      cause: linkLossCauses.find((cause) => cause === health.cause) ?? null,
      detail: health.detail,
      clockOffsetMs: health.clockOffsetMs,
      lost: health.counters.lost,
      certificate: health.serverCertificate?.thumbprint ?? null,
      refusedTags: new Map(
        refused.flatMap(({ tag, itemStatusText }) => {
          const code = this.#parts.codeOf(tag);
          return code === undefined ? [] : [[code, itemStatusText] as const];
        }),
      ),
    };
  }
}
