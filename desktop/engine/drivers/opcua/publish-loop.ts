import { PublishRequest, RepublishRequest } from "node-opcua";
import type { NotificationMessage, PublishResponse } from "node-opcua";
import { toInstant } from "./convert-value.ts";
import type { ServiceSession } from "./service-session.ts";

/** One subscription of a session, as the loop serves it. */
export interface PublishedSubscription {
  readonly id: number;
  /** The number that the next notification must carry. */
  readonly expectedSequence: number;
  take(message: NotificationMessage): void;
}

export interface PublishListener {
  /** Any answer of the server, a keep-alive included, and when the server made it by its own clock; UTC milliseconds. */
  heard(publishedAt: number | null): void;
  /** A message from before the cut was fetched: no sign yet that the subscription publishes. */
  repeated(): void;
  /** A request failed in a way that is tried again. */
  failed(): void;
  /** `gone`: session or subscriptions do not exist any more on the server; `cut`: the channel does not, the session may. */
  broken(kind: "gone" | "cut", detail: string): void;
}

/** Requests kept waiting at the server, so that a slow network never holds a notification back. */
const leastDepth = 3;
const retryMs = 500;
const goneText =
  /BadNoSubscription|BadSubscriptionIdInvalid|BadSessionIdInvalid|BadSessionClosed|BadSessionNotActivated/;
const brokenText =
  /Connection|Channel|closed|not connected|ECONN|EPIPE|Session has been closed|socket/i;

/**
 * The publish loop of a session, on the raw services. node-opcua's ClientSubscription re-creates items after a
 * reconnection by their old namespace index and tells nobody when that fails (its issue 1372); here a new session always
 * means new subscriptions, and only a session that was truly resumed goes on, after Republish.
 */
export class PublishLoop {
  readonly #session: ServiceSession;
  readonly #listener: PublishListener;
  readonly #subscriptions = new Map<number, PublishedSubscription>();
  /** Counts runs: answers to requests of an earlier run are dropped. */
  #run = 0;
  #isRunning = false;
  #inFlight = 0;
  #mostInFlight = Number.POSITIVE_INFINITY;
  #retry: NodeJS.Timeout | undefined;
  #acknowledgements: { subscriptionId: number; sequenceNumber: number }[] = [];

  constructor(session: ServiceSession, listener: PublishListener) {
    this.#session = session;
    this.#listener = listener;
  }

  add(subscription: PublishedSubscription): void {
    this.#subscriptions.set(subscription.id, subscription);
    this.#fill();
  }

  remove(subscriptionId: number): void {
    this.#subscriptions.delete(subscriptionId);
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
    for (const subscription of this.#subscriptions.values()) {
      for (;;) {
        const message = await this.#republish(subscription);
        if (!message) break;
        this.#listener.repeated();
        this.#deliver(subscription, message);
      }
    }
    this.start();
  }

  #republish({ id, expectedSequence }: PublishedSubscription): Promise<NotificationMessage | null> {
    const request = new RepublishRequest({
      subscriptionId: id,
      retransmitSequenceNumber: expectedSequence,
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

  get #depth(): number {
    return Math.min(Math.max(leastDepth, this.#subscriptions.size + 1), this.#mostInFlight);
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
    const message = answer.notificationMessage;
    this.#listener.heard(toInstant(message.publishTime));
    const subscription = this.#subscriptions.get(answer.subscriptionId);
    if (subscription !== undefined && message.notificationData?.length)
      this.#deliver(subscription, message);
    this.#fill();
  }

  #deliver(subscription: PublishedSubscription, message: NotificationMessage): void {
    this.#acknowledgements.push({
      subscriptionId: subscription.id,
      sequenceNumber: message.sequenceNumber,
    });
    subscription.take(message);
  }

  #refused(text: string): void {
    if (/BadTooManyPublishRequests/.test(text)) {
      this.#mostInFlight = Math.max(1, this.#inFlight);
      if (this.#inFlight === 0) this.#fill();
    } else if (goneText.test(text) || brokenText.test(text)) {
      this.pause();
      this.#listener.broken(goneText.test(text) ? "gone" : "cut", text.trim().slice(0, 200));
    } else {
      // A timed-out or otherwise refused request is asked again, not in a tight loop.
      this.#listener.failed();
      clearTimeout(this.#retry);
      this.#retry = setTimeout(() => this.#fill(), retryMs);
    }
  }
}
