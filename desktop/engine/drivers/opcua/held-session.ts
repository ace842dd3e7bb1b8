import { coerceNodeId } from "node-opcua";
import type { MonitoredItemNotification, OPCUAClient } from "node-opcua";
import type { TagId } from "#shared/kernel/id.ts";
import type { Sample } from "#shared/machines/sample.ts";
import type { DriverClock, DriverLog, Overflow } from "../driver.ts";
import { serverClockNode } from "./clock-watch.ts";
import type { ClockWatch } from "./clock-watch.ts";
import { createItems } from "./create-items.ts";
import { DataSubscription } from "./data-subscription.ts";
import { openSession } from "./open-session.ts";
import type { ServerAccess } from "./open-session.ts";
import { readServerFacts } from "./server-facts.ts";
import type { ServerFacts } from "./server-facts.ts";
import { SilenceWatch } from "./silence-watch.ts";
import type { TagItems } from "./tag-items.ts";
import type { ServiceSession } from "./service-session.ts";

/** Why a session stopped delivering. After `cut` it may still live on the server and be taken over by the next channel. */
export type SessionEnd =
  | { readonly kind: "cut"; readonly detail: string }
  | { readonly kind: "gone"; readonly detail: string }
  | { readonly kind: "given_up" }
  | { readonly kind: "stopped" };

/** Where a session delivers to. */
export interface SessionOutput {
  readonly isLive: boolean;
  live(): void;
  silent(lastHeardAt: number): void;
  samples(batch: readonly Sample[]): void;
  overflow(lost: readonly Overflow[]): void;
}

export interface SessionContext {
  readonly access: ServerAccess;
  readonly items: TagItems;
  readonly output: SessionOutput;
  readonly clockWatch: ClockWatch;
  readonly clock: DriverClock;
  readonly log: DriverLog;
}

const clockHandle = 1;

/** One OPC UA session with its subscription and watchdog. It outlives its channel when the network is cut. */
export class HeldSession {
  readonly session: ServiceSession;
  readonly #context: SessionContext;
  readonly #watch: SilenceWatch;
  #facts: ServerFacts;
  #subscription: DataSubscription | null = null;
  #lastHeardAt: number;
  #early: Sample[] = [];
  #work: Promise<void> = Promise.resolve();
  #end: (end: SessionEnd) => void = () => undefined;

  private constructor(session: ServiceSession, facts: ServerFacts, context: SessionContext) {
    const { access, clock } = context;
    this.session = session;
    this.#facts = facts;
    this.#context = context;
    this.#watch = new SilenceWatch(clock.monotonic(), access.settings.publishingMs, access.timing);
    this.#lastHeardAt = clock.now();
  }

  /** A new session: node ids are resolved against its own namespace array and every item is created anew. */
  static async open(client: OPCUAClient, context: SessionContext): Promise<HeldSession> {
    const session = await openSession(client, context.access);
    try {
      context.clockWatch.forget();
      const held = new HeldSession(session, await readServerFacts(session), context);
      await held.#subscribe();
      return held;
    } catch (error) {
      session.close(true).catch(() => undefined);
      throw error;
    }
  }

  get namespaces(): readonly string[] {
    return this.#facts.namespaces;
  }

  async #subscribe(): Promise<void> {
    const { access, items } = this.#context;
    this.#subscription = await DataSubscription.open(
      this.session,
      access.settings.publishingMs,
      access.timing,
      {
        heard: () => this.#heard(),
        values: (values) => this.#values(values),
        missed: () => this.#context.log.warn({}, "the server no longer had some notifications"),
        broken: (kind, detail) => this.#end({ kind, detail }),
      },
    );
    const watchdog = { handle: clockHandle, nodeId: coerceNodeId(serverClockNode) };
    const sampling = { samplingMs: 1_000, queueSize: 2, deadband: null };
    await createItems(this.session, this.#subscription.id, [{ ...watchdog, sampling }], 1);
    items.forget();
    await items.reconcile(this.session, this.#subscription.id, this.#facts);
  }

  /** Takes the session over to a new channel; false when the server does not know it any more or was rebuilt meanwhile. */
  async moveTo(client: OPCUAClient): Promise<boolean> {
    try {
      await client.reactivateSession(this.session);
      const facts = await readServerFacts(this.session);
      const isSame = facts.namespaces.join("\n") === this.#facts.namespaces.join("\n");
      if (isSame) this.#facts = facts;
      return isSame;
    } catch (error) {
      this.#context.log.info({ error: String(error) }, "the server does not resume the session");
      return false;
    }
  }

  /** Delivers until the session ends. `isResumed`: first fetch what the server kept for us in the outage. */
  async deliver(client: OPCUAClient, isResumed: boolean, signal: AbortSignal): Promise<SessionEnd> {
    const ended = Promise.withResolvers<SessionEnd>();
    const closed = (): void => ended.resolve({ kind: "cut", detail: "the connection was closed" });
    const stopped = (): void => ended.resolve({ kind: "stopped" });
    this.#end = ended.resolve;
    client.on("close", closed);
    signal.addEventListener("abort", stopped, { once: true });
    if (signal.aborted) stopped();
    this.#watch.heard(this.#context.clock.monotonic());
    const timers = this.#startTimers();
    try {
      if (isResumed) await this.#subscription?.resume();
      else this.#subscription?.start();
      return await ended.promise;
    } catch (error) {
      return { kind: "gone", detail: String(error) };
    } finally {
      for (const timer of timers) clearInterval(timer);
      this.#subscription?.pause();
      this.#end = () => undefined;
      client.removeListener("close", closed);
      signal.removeEventListener("abort", stopped);
    }
  }

  #startTimers(): NodeJS.Timeout[] {
    const { access, clockWatch } = this.#context;
    const readClock = (): void => void clockWatch.read(this.session);
    readClock();
    return [
      setInterval(() => this.#checkSilence(), access.timing.silentMs / 20),
      setInterval(readClock, access.timing.clockReadMs),
      setInterval(() => void this.reconcile([]), access.timing.refusedItemsMs),
    ];
  }

  #checkSilence(): void {
    const silence = this.#watch.check(this.#context.clock.monotonic());
    if (silence === "given_up") this.#end({ kind: "given_up" });
    if (silence !== "heard" && this.#context.output.isLive)
      this.#context.output.silent(this.#lastHeardAt);
  }

  #heard(): void {
    const { clock, output, items } = this.#context;
    this.#watch.heard(clock.monotonic());
    this.#lastHeardAt = clock.now();
    if (output.isLive) return;
    output.live();
    const first = [...items.refusals(items.refusedTags, clock.now()), ...this.#early.splice(0)];
    if (first.length > 0) output.samples(first);
  }

  #values(values: readonly MonitoredItemNotification[]): void {
    const { clock, output, items } = this.#context;
    const { samples, overflows } = items.read(values, clock.now());
    if (overflows.length > 0) output.overflow(overflows);
    if (samples.length === 0) return;
    if (output.isLive) output.samples(samples);
    else for (const sample of samples) this.#early.push(sample);
  }

  get lastHeardAt(): number {
    return this.#lastHeardAt;
  }

  /**
   * Makes the server agree with the wanted tags, one change after another. Of the `added` ones that it refuses, a sample
   * says so at once.
   */
  reconcile(added: readonly TagId[]): Promise<void> {
    this.#work = this.#work.then(async () => {
      const { items, output, clock, log } = this.#context;
      if (!this.#subscription || (items.refusedTags.length === 0 && !items.hasLeaving)) return;
      try {
        const refused = await items.reconcile(this.session, this.#subscription.id, this.#facts);
        const told = items.refusals(
          refused.filter((tag) => added.includes(tag)),
          clock.now(),
        );
        if (told.length > 0 && output.isLive) output.samples(told);
      } catch (error) {
        log.warn({ error: String(error) }, "items could not be changed");
      }
    });
    return this.#work;
  }
}
