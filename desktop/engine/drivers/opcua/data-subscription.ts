import {
  DataChangeNotification,
  EventNotificationList,
  StatusChangeNotification,
} from "node-opcua";
import type { EventFieldList, MonitoredItemNotification, NotificationMessage } from "node-opcua";
import type { OpcuaTiming } from "./opcua-timing.ts";
import type { PublishedSubscription } from "./publish-loop.ts";
import type { ServiceSession } from "./service-session.ts";

/** What a subscription tells. */
export interface SubscriptionListener {
  values(items: readonly MonitoredItemNotification[]): void;
  events(events: readonly EventFieldList[]): void;
  /** So many notifications were lost for good: the server no longer had them when we came back. */
  missed(subscriptionId: number, notifications: number): void;
  /** The server ended it. */
  ended(detail: string): void;
}

/** One answer carries at most so many values: a queue filled in an outage comes in pieces a worker can digest. */
const mostNotificationsPerPublish = 10_000;
/** Sequence numbers run from 1 to this and then start again at 1 (Part 4, 7.26). */
const lastSequenceNumber = 0xffff_ffff;

/** One subscription: notes the order of its notifications and hands on what they carry. */
export class DataSubscription implements PublishedSubscription {
  readonly id: number;
  readonly #listener: SubscriptionListener;
  #lastSequence = 0;

  private constructor(id: number, listener: SubscriptionListener) {
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
    return new DataSubscription(answer.subscriptionId, listener);
  }

  get expectedSequence(): number {
    return this.#lastSequence >= lastSequenceNumber ? 1 : this.#lastSequence + 1;
  }

  take(message: NotificationMessage): void {
    const { sequenceNumber } = message;
    if (this.#lastSequence !== 0 && sequenceNumber !== this.expectedSequence)
      this.#listener.missed(this.id, missedBetween(this.expectedSequence, sequenceNumber));
    this.#lastSequence = sequenceNumber;
    for (const data of message.notificationData ?? []) {
      if (data instanceof DataChangeNotification) this.#listener.values(data.monitoredItems ?? []);
      else if (data instanceof EventNotificationList) this.#listener.events(data.events ?? []);
      else if (data instanceof StatusChangeNotification && data.status.value >>> 30 === 2)
        this.#listener.ended(`the server ended the subscription: ${data.status.name}`);
    }
  }
}

const missedBetween = (expected: number, came: number): number =>
  came > expected ? came - expected : 1;
