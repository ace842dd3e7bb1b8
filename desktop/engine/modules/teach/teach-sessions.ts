import type { ConnectionId } from "#shared/kernel/id.ts";
import { Refusal } from "#shared/kernel/refusal.ts";
import type { LookIn } from "#shared/teach/teach.contract.ts";
import type { BrowseNode, DriverTag } from "../../drivers/driver.ts";
import type { WatchedReading } from "../../intake/intake-protocol.ts";
import { findCandidates } from "./find-candidates.ts";
import { TeachSession } from "./teach-session.ts";

/** What a lesson needs of the running connections; the intake implements it. */
export interface TeachPort {
  browse(connection: ConnectionId, address: string | null): Promise<readonly BrowseNode[]>;
  /** None ends the watching. */
  watch(connection: ConnectionId, tags: readonly DriverTag[]): Promise<void>;
}

const longestLessonMs = 30 * 60_000;
/** How long a lesson that is over can still be looked at. */
const keptMs = 60 * 60_000;

/** The lessons going on, at most one at each connection. */
export class TeachSessions {
  readonly #port: TeachPort;
  readonly #sessions = new Map<string, TeachSession>();
  readonly #timers = new Map<string, NodeJS.Timeout>();

  constructor(port: TeachPort) {
    this.#port = port;
  }

  /** Begins a lesson and goes on in the background; a lesson at the same connection ends. */
  begin(parts: ConstructorParameters<typeof TeachSession>[0], lookIn: LookIn): TeachSession {
    for (const other of this.#sessions.values())
      if (other.connectionId === parts.connectionId) other.end();
    const session = new TeachSession(parts);
    this.#sessions.set(session.id, session);
    this.#endAfter(session.id, longestLessonMs);
    void this.#watch(session, lookIn).catch((error: unknown) =>
      session.fail(error instanceof Error ? error.message : String(error)),
    );
    return session;
  }

  async #watch(session: TeachSession, lookIn: LookIn): Promise<void> {
    const browse = (address: string | null) => this.#port.browse(session.connectionId, address);
    const { signals, isCut } = await findCandidates(browse, lookIn);
    if (session.isOver) return;
    if (signals.length === 0) return session.fail("nothing_found");
    await this.#port.watch(session.connectionId, session.watch(signals, isCut));
  }

  /** @throws Refusal NOT_FOUND */
  get(id: string): TeachSession {
    const session = this.#sessions.get(id);
    if (session === undefined) throw new Refusal("NOT_FOUND", { entity: "lesson", id });
    return session;
  }

  take(connection: ConnectionId, readings: readonly WatchedReading[]): void {
    for (const session of this.#sessions.values())
      if (session.connectionId === connection) session.take(readings);
  }

  /** Stops the watching; what was recorded can be looked at for another hour. */
  async end(id: string): Promise<void> {
    const session = this.get(id);
    if (session.isOver) return;
    session.end();
    this.#endAfter(id, keptMs);
    await this.#port.watch(session.connectionId, []);
  }

  close(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
  }

  /** Ends a lesson after a while, and forgets one that is over. */
  #endAfter(id: string, ms: number): void {
    clearTimeout(this.#timers.get(id));
    const timer = setTimeout(() => {
      const session = this.#sessions.get(id);
      if (session === undefined || session.isOver) {
        this.#sessions.delete(id);
        this.#timers.delete(id);
      } else void this.end(id).catch(() => undefined);
    }, ms);
    timer.unref();
    this.#timers.set(id, timer);
  }
}
