import { promoteOpaqueStructureInNotificationData, DataChangeNotification } from "node-opcua";
import type { EventFieldList, MonitoredItemNotification, OPCUAClient } from "node-opcua";
import type { TagId } from "#shared/kernel/id.ts";
import type { Sample } from "#shared/machines/sample.ts";
import type { BackRead, DriverClock, DriverLog, Overflow } from "../driver.ts";
import { backFill } from "./back-fill.ts";
import type { ClockWatch } from "./clock-watch.ts";
import { readEuRanges } from "./eu-range.ts";
import { HeldSamples } from "./going-live.ts";
import { ItemSubscriptions } from "./item-subscriptions.ts";
import { openSession } from "./open-session.ts";
import type { ServerAccess } from "./open-session.ts";
import { PublishLoop } from "./publish-loop.ts";
import { readServerFacts } from "./server-facts.ts";
import type { ServerFacts } from "./server-facts.ts";
import type { ServiceSession } from "./service-session.ts";
import { SilenceWatch } from "./silence-watch.ts";
import type { TagItems } from "./tag-items.ts";

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
  /** The server answers, and has not one of the nodes. */
  nodesMissing(lastHeardAt: number): void;
  samples(batch: readonly Sample[]): void;
  overflow(lost: readonly Overflow[]): void;
  backRead(result: Omit<BackRead, "connection">): void;
  /** Notifications that the server no longer had. */
  missed(notifications: number): void;
  /** A request that failed and is tried again. */
  failed(): void;
}

export interface SessionContext {
  readonly access: ServerAccess;
  readonly items: TagItems;
  readonly output: SessionOutput;
  readonly clockWatch: ClockWatch;
  readonly clock: DriverClock;
  readonly log: DriverLog;
  /** Since when nothing was read of the connection; null = never read, or nothing is missing. UTC milliseconds. */
  readonly gapSince: () => number | null;
}

/** An answer is under way for less than this; a larger difference is a clock that was set. */
const longestWayMs = 5_000;

/** Older than this is not late: nothing changed since. */
const mostLateMs = 900;

/** What changed after the server made its answer is not in it, whenever the answer arrived. UTC milliseconds of our clock. */
function completeUpTo(now: number, publishedAt: number | null, offsetMs: number | null): number {
  if (publishedAt === null) return now;
  const madeAt = publishedAt - (offsetMs ?? 0);
  return madeAt > now || now - madeAt > longestWayMs ? now : madeAt;
}

/** One OPC UA session with its subscriptions and watchdog. It outlives its channel when the network is cut. */
export class HeldSession {
  readonly session: ServiceSession;
  readonly #context: SessionContext;
  readonly #watch: SilenceWatch;
  readonly #facts: ServerFacts;
  readonly #loop: PublishLoop;
  readonly #subscriptions: ItemSubscriptions;
  readonly #held = new HeldSamples();
  readonly #openedAt: number;
  #lastHeardAt: number;
  /** A new session: what happened since the one before is asked of the server's history, once. */
  #backRead: "owed" | "reading" | "done" = "owed";
  #work: Promise<void> = Promise.resolve();
  #decoding: Promise<void> = Promise.resolve();
  #mustDecode = false;
  #end: (end: SessionEnd) => void = () => undefined;
  /** Counts deliveries: what was begun in an earlier one is not wanted any more. */
  #delivery = 0;

  private constructor(session: ServiceSession, facts: ServerFacts, context: SessionContext) {
    const { access, clock } = context;
    this.session = session;
    this.#facts = facts;
    this.#context = context;
    this.#watch = new SilenceWatch(clock.monotonic(), access.settings.publishingMs, access.timing);
    this.#openedAt = clock.now();
    this.#lastHeardAt = this.#openedAt;
    this.#loop = new PublishLoop(session, {
      heard: (publishedAt) => this.#heard(publishedAt),
      repeated: () => this.#watch.heard(clock.monotonic()),
      failed: () => context.output.failed(),
      broken: (kind, detail) => this.#end({ kind, detail }),
    });
    this.#subscriptions = new ItemSubscriptions({
      session,
      access,
      facts,
      loop: this.#loop,
      listener: {
        values: (values) => this.#values(values),
        events: (events) => this.#events(events),
        missed: (subscriptionId, count) => this.#missed(subscriptionId, count),
        ended: (detail) => this.#end({ kind: "gone", detail }),
      },
    });
  }

  /** A new session: node ids are resolved against its own namespace array and every item is created anew. */
  static async open(client: OPCUAClient, context: SessionContext): Promise<HeldSession> {
    const session = await openSession(client, context.access);
    try {
      const { clockWatch, items, access } = context;
      clockWatch.forget();
      const facts = await readServerFacts(session, access.settings.profile);
      const held = new HeldSession(session, facts, context);
      await clockWatch.read(session);
      await held.#subscriptions.open();
      items.forget();
      await held.#reconcileItems();
      return held;
    } catch (error) {
      session.close(true).catch(() => undefined);
      throw error;
    }
  }

  async #reconcileItems(): Promise<readonly TagId[]> {
    const { items, access } = this.#context;
    const refused = await items.reconcile({
      namespaces: this.#facts.namespaces,
      bridgeSeconds: access.settings.bridgeSeconds,
      subscriptions: this.#subscriptions,
      euRanges: (nodeIds) => readEuRanges(this.session, nodeIds, this.#facts),
    });
    this.#mustDecode = items.readsStructures;
    return refused;
  }

  /** Takes the session over to a new channel; false when the server does not know it any more or was rebuilt meanwhile. */
  async moveTo(client: OPCUAClient): Promise<boolean> {
    try {
      await client.reactivateSession(this.session);
      const { profile } = this.#context.access.settings;
      const { namespaces } = await readServerFacts(this.session, profile);
      return namespaces.join("\n") === this.#facts.namespaces.join("\n");
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
    this.#delivery += 1;
    if (this.#backRead === "reading") this.#backRead = "owed";
    client.on("close", closed);
    signal.addEventListener("abort", stopped, { once: true });
    if (signal.aborted) stopped();
    this.#watch.heard(this.#context.clock.monotonic());
    const timers = this.#startTimers();
    try {
      if (isResumed) await this.#loop.resume();
      else this.#loop.start();
      return await ended.promise;
    } catch (error) {
      return { kind: "gone", detail: String(error) };
    } finally {
      for (const timer of timers) clearInterval(timer);
      this.#delivery += 1;
      this.#loop.pause();
      this.#end = () => undefined;
      client.removeListener("close", closed);
      signal.removeEventListener("abort", stopped);
    }
  }

  #startTimers(): NodeJS.Timeout[] {
    const { access, clockWatch } = this.#context;
    const readClock = (): void => void clockWatch.read(this.session);
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

  #heard(publishedAt: number | null): void {
    const { clock, clockWatch, output, items } = this.#context;
    this.#watch.heard(clock.monotonic());
    this.#lastHeardAt = completeUpTo(clock.now(), publishedAt, clockWatch.offsetMs);
    if (output.isLive || this.#backRead === "reading") return;
    if (items.areAllMissing) return output.nodesMissing(this.#lastHeardAt);
    if (this.#backRead === "done") return this.#goLive();
    void this.#readBack();
  }

  async #readBack(): Promise<void> {
    const { access, clock, clockWatch, gapSince, items, log, output } = this.#context;
    const since = gapSince();
    this.#backRead = "reading";
    const delivery = this.#delivery;
    let isOverfull = false;
    this.#held.onOverfull(() => {
      isOverfull = true;
      goOn();
    });
    const goOn = (): void => {
      if (delivery !== this.#delivery || this.#backRead !== "reading") return;
      this.#backRead = "done";
      this.#goLive();
    };
    if (since !== null && access.settings.readsHistory)
      await backFill({
        session: this.session,
        facts: this.#facts,
        tags: items.historyTags(),
        gapSince: since,
        offsetMs: clockWatch.offsetMs ?? 0,
        marginMs: 2 * access.settings.publishingMs + 1_000,
        held: this.#held,
        subscribedAt: this.#openedAt,
        output,
        clock,
        log,
        isWanted: () => delivery === this.#delivery && !isOverfull,
      });
    await this.#decoding;
    goOn();
  }

  #goLive(): void {
    const { clock, output, items } = this.#context;
    output.live();
    const first = [...items.refusals(items.refusedTags, clock.now()), ...this.#held.release()];
    if (first.length > 0) output.samples(first);
  }

  #values(values: readonly MonitoredItemNotification[]): void {
    if (!this.#mustDecode) return this.#take(values);
    // Structures are decoded by the server's own definitions, which may have to be asked for: one after the other.
    this.#decoding = this.#decoding.then(async () => {
      const notification = new DataChangeNotification({ monitoredItems: [] });
      notification.monitoredItems = [...values];
      await promoteOpaqueStructureInNotificationData(this.session, [notification]).catch(
        (error: unknown) =>
          this.#context.log.warn({ error: String(error) }, "a structure could not be decoded"),
      );
      this.#take(values);
    });
  }

  #take(values: readonly MonitoredItemNotification[]): void {
    const { clock, output, items } = this.#context;
    const { samples, overflows } = items.read(values, clock.now());
    if (overflows.length > 0) output.overflow(overflows);
    this.#noteNewest(samples);
    this.#emit(samples);
  }

  /** A server that is late puts into its answer less than was due: complete is what it has up to its newest reading. */
  #noteNewest(samples: readonly Sample[]): void {
    let newest = -Infinity;
    for (const { sourceTime } of samples) newest = Math.max(newest, sourceTime ?? -Infinity);
    const readAt = newest - (this.#context.clockWatch.offsetMs ?? 0);
    if (readAt < this.#lastHeardAt && this.#lastHeardAt - readAt < mostLateMs)
      this.#lastHeardAt = readAt;
  }

  #events(events: readonly EventFieldList[]): void {
    this.#emit(this.#context.items.readEvents(events, this.#context.clock.now()));
  }

  #emit(samples: readonly Sample[]): void {
    if (samples.length === 0) return;
    if (this.#context.output.isLive) this.#context.output.samples(samples);
    else this.#held.hold(samples);
  }

  /** What was in the notifications is not known: every tag of the subscription may have lost a value. */
  #missed(subscriptionId: number, notifications: number): void {
    const { clock, items, log, output } = this.#context;
    log.warn({ notifications }, "the server no longer had some notifications");
    output.missed(notifications);
    const at = clock.now();
    output.overflow(items.tagsIn(subscriptionId).map((tag) => ({ tag, at })));
  }

  /** Everything up to here was heard; UTC milliseconds of our clock. */
  get lastHeardAt(): number {
    return this.#lastHeardAt;
  }

  get namespaces(): readonly string[] {
    return this.#facts.namespaces;
  }

  /**
   * Makes the server agree with the wanted tags, one change after another. Of the `added` ones that it refuses, a sample
   * says so at once.
   */
  reconcile(added: readonly TagId[]): Promise<void> {
    this.#work = this.#work.then(async () => {
      const { items, output, clock, log } = this.#context;
      if (items.refusedTags.length === 0 && !items.hasLeaving) return;
      try {
        const refused = await this.#reconcileItems();
        if (output.isLive && items.areAllMissing) output.nodesMissing(this.#lastHeardAt);
        const told = items.refusals(
          refused.filter((tag) => added.includes(tag)),
          clock.now(),
        );
        if (told.length > 0 && output.isLive) output.samples(told);
      } catch (error) {
        output.failed();
        log.warn({ error: String(error) }, "items could not be changed");
      }
    });
    return this.#work;
  }
}
