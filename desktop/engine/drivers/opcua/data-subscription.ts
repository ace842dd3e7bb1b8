import {
  DataChangeNotification,
  PublishRequest,
  RepublishRequest,
  StatusChangeNotification,
} from "node-opcua";
import type { MonitoredItemNotification, NotificationMessage, PublishResponse } from "node-opcua";
import type { OpcuaTiming } from "./opcua-timing.ts";
import type { ServiceSession } from "./service-session.ts";

/** What a subscription tells. `heard` comes with every answer of the server, a keep-alive included. */
export interface SubscriptionListener {
  heard(): void;
  values(items: readonly MonitoredItemNotification[]): void;
  /** Notifications were lost for good (the server no longer had them when we came back). */
  missed(): void;
  /** `gone`: the subscription does not exist any more on the server; `cut`: the channel does not, the session may. */
  broken(kind: "gone" | "cut", detail: string): void;
}

/** Requests kept waiting at the server, so that a slow network never holds a notification back. */
const publishDepth = 3;
/** One answer carries at most so many values: a queue filled in an outage comes in pieces a worker can digest. */
const mostNotificationsPerPublish = 10_000;
const goneText =
  /BadNoSubscription|BadSubscriptionIdInvalid|BadSessionIdInvalid|BadSessionClosed|BadSessionNotActivated/;
const brokenText =
  /Connection|Channel|closed|not connected|ECONN|EPIPE|Session has been closed|socket/i;

/**
 * A subscription with its own publish loop on the raw services. node-opcua's ClientSubscription re-creates items after a
 * reconnection by their old namespace index and tells nobody when that fails (its issue 1372); here a new session always
 * means a new subscription, and only a session that was truly resumed goes on, after Republish.
 */
export class DataSubscription {
  readonly id: number;
  readonly #listener: SubscriptionListener;
  #session: ServiceSession;
  /** Counts runs: answers to requests of an earlier run are dropped. */
  #run = 0;
  #isRunning = false;
  #inFlight = 0;
  #depth = publishDepth;
  #lastSequence = 0;
  #retry: NodeJS.Timeout | undefined;
  #acknowledgements: { subscriptionId: number; sequenceNumber: number }[] = [];

  private constructor(session: ServiceSession, id: number, listener: SubscriptionListener) {
    this.#session = session;
    this.id = id;
    this.#listener = listener;
  }

  static async open(
    session: ServiceSession,
    publishingMs: number,
    timing: OpcuaTiming,
    listener: SubscriptionListener,
  ): Promise<DataSubscription> {
    const keepAliveCount = Math.max(1, Math.round(timing.keepAliveMs / publishingMs));
    const answer = await session.createSubscription({
      requestedPublishingInterval: publishingMs,
      requestedMaxKeepAliveCount: keepAliveCount,
      // Part 4, 5.13.2: the lifetime must be at least three keep-alives.
      requestedLifetimeCount: Math.max(
        3 * keepAliveCount,
        Math.ceil(timing.sessionMs / publishingMs),
      ),
      maxNotificationsPerPublish: mostNotificationsPerPublish,
      publishingEnabled: true,
      priority: 1,
    });
    return new DataSubscription(session, answer.subscriptionId, listener);
  }

  start(): void {
    this.#run += 1;
    this.#isRunning = true;
    this.#inFlight = 0;
    this.#fill();
  }

  /** Stops asking; what still comes back from earlier requests is dropped. */
  pause(): void {
    this.#run += 1;
    this.#isRunning = false;
    clearTimeout(this.#retry);
  }

  /** Goes on over the session's new channel: first what was missed meanwhile, then as before. Throws when that is impossible. */
  async resume(): Promise<void> {
    for (;;) {
      const message = await this.#republish(nextSequence(this.#lastSequence));
      if (!message) break;
      this.#take(message);
    }
    this.start();
  }

  #republish(sequence: number): Promise<NotificationMessage | null> {
    const request = new RepublishRequest({
      subscriptionId: this.id,
      retransmitSequenceNumber: sequence,
    });
    return new Promise((resolve, reject) => {
      this.#session.republish(request, (error, answer) => {
        // Some servers answer with a service fault, some with the code in a regular answer (issue 1524).
        const result = `${error?.message ?? ""} ${answer?.responseHeader.serviceResult.name ?? ""}`;
        if (result.includes("BadMessageNotAvailable")) resolve(null);
        else if (error) reject(error);
        else resolve(answer?.notificationMessage ?? null);
      });
    });
  }

  #fill(): void {
    while (this.#isRunning && this.#inFlight < this.#depth) this.#publish();
  }

  #publish(): void {
    const run = this.#run;
    const request = new PublishRequest({
      // Longer than any wait in health; when it does run out the watchdog has long acted.
      requestHeader: { timeoutHint: 120_000 },
      subscriptionAcknowledgements: this.#acknowledgements,
    });
    this.#acknowledgements = [];
    this.#inFlight += 1;
    this.#session.publish(request, (error, answer) => {
      if (run !== this.#run) return;
      this.#inFlight -= 1;
      if (error || !answer) this.#refused(error?.message ?? "no answer");
      else this.#answered(answer);
    });
  }

  #answered(answer: PublishResponse): void {
    this.#listener.heard();
    if (answer.subscriptionId === this.id) {
      const message = answer.notificationMessage;
      if (message.notificationData?.length) {
        this.#acknowledgements.push({
          subscriptionId: this.id,
          sequenceNumber: message.sequenceNumber,
        });
        this.#take(message);
      }
    }
    this.#fill();
  }

  #take(message: NotificationMessage): void {
    if (this.#lastSequence !== 0 && message.sequenceNumber !== nextSequence(this.#lastSequence))
      this.#listener.missed();
    this.#lastSequence = message.sequenceNumber;
    for (const data of message.notificationData ?? []) {
      if (data instanceof DataChangeNotification) this.#listener.values(data.monitoredItems ?? []);
      else if (data instanceof StatusChangeNotification && data.status.value >>> 30 === 2) {
        this.pause();
        this.#listener.broken("gone", `the server ended the subscription: ${data.status.name}`);
      }
    }
  }

  #refused(text: string): void {
    if (/BadTooManyPublishRequests/.test(text)) {
      this.#depth = Math.max(1, this.#inFlight);
      if (this.#inFlight === 0) this.#fill();
    } else if (goneText.test(text) || brokenText.test(text)) {
      this.pause();
      this.#listener.broken(goneText.test(text) ? "gone" : "cut", text.trim().slice(0, 200));
    } else {
      // A timed-out or otherwise refused request is asked again, not in a tight loop.
      clearTimeout(this.#retry);
      this.#retry = setTimeout(() => this.#fill(), 500);
    }
  }
}

/** Sequence numbers run from 1 to 2^32 − 1 and then start again at 1 (Part 4, 7.26). */
const nextSequence = (sequence: number): number => (sequence >= 0xffff_ffff ? 1 : sequence + 1);
