import { coerceNodeId } from "node-opcua";
import { serverClockNode } from "./clock-watch.ts";
import { createItems, deleteItems } from "./create-items.ts";
import type { ItemRequest, ItemResult } from "./create-items.ts";
import { DataSubscription } from "./data-subscription.ts";
import type { SubscriptionListener } from "./data-subscription.ts";
import type { ServerAccess } from "./open-session.ts";
import type { PublishLoop } from "./publish-loop.ts";
import type { ServerFacts } from "./server-facts.ts";
import type { ServiceSession } from "./service-session.ts";

/** Where an item lives on the server. */
export interface ItemPlace {
  readonly subscriptionId: number;
  readonly monitoredItemId: number;
}

export interface PlacedItem extends ItemResult {
  /** Null when the server refused it. */
  readonly place: ItemPlace | null;
}

interface Place {
  readonly subscription: DataSubscription;
  count: number;
  limit: number;
}

/** BadTooManyMonitoredItems: this subscription, or the whole server, takes no more. OPC UA Part 6, annex A.2. */
const tooManyItems = 0x80db0000;
/** The handle of the watchdog's item, which follows the clock of the server. */
export const clockHandle = 1;

/** What is told of items for which the server gives no further subscription. */
const noSubscription = {
  status: 0x80770000,
  statusName: "BadTooManySubscriptions",
  isMade: false,
  monitoredItemId: 0,
  revisedSamplingMs: 0,
  revisedQueueSize: 0,
  needsClientDeadband: false,
  place: null,
} as const;

const watchdog: ItemRequest = {
  handle: clockHandle,
  nodeId: coerceNodeId(serverClockNode),
  sampling: { samplingMs: 1_000, queueSize: 10, deadband: null },
  event: null,
};

/** The subscriptions of a session: as few as hold all items. The first one carries the watchdog's item too. */
export class ItemSubscriptions {
  readonly #session: ServiceSession;
  readonly #access: ServerAccess;
  readonly #facts: ServerFacts;
  readonly #loop: PublishLoop;
  readonly #listener: SubscriptionListener;
  readonly #places: Place[] = [];

  constructor(parts: {
    readonly session: ServiceSession;
    readonly access: ServerAccess;
    readonly facts: ServerFacts;
    readonly loop: PublishLoop;
    readonly listener: SubscriptionListener;
  }) {
    this.#session = parts.session;
    this.#access = parts.access;
    this.#facts = parts.facts;
    this.#loop = parts.loop;
    this.#listener = parts.listener;
  }

  /** Opens the first subscription with the watchdog. Throws when the server gives none. */
  async open(): Promise<void> {
    const place = await this.#openPlace();
    await this.#createIn(place, [watchdog]);
  }

  /** Creates items, each with its own result, in as many subscriptions as the server wants. */
  async create(requests: readonly ItemRequest[]): Promise<PlacedItem[]> {
    const placed: PlacedItem[] = [];
    let waiting = requests;
    while (waiting.length > 0) {
      const place = this.#places.find((one) => one.count < one.limit) ?? (await this.#another());
      if (place === null) {
        placed.push(...waiting.map(({ handle }) => ({ ...noSubscription, handle })));
        break;
      }
      const isFirst = place.count === 0;
      const batch = waiting.slice(0, place.limit - place.count);
      const results = await this.#createIn(place, batch);
      const refused = results.filter((one) => one.status === tooManyItems);
      waiting = waiting.slice(batch.length);
      if (refused.length === 0) {
        placed.push(...results);
        continue;
      }
      place.limit = place.count;
      placed.push(...results.filter((one) => one.status !== tooManyItems));
      const handles = new Set(refused.map((one) => one.handle));
      waiting = [...batch.filter((one) => handles.has(one.handle)), ...waiting];
      if (isFirst && place.count === 0) {
        // A subscription of its own does not help: the server as a whole is full.
        await this.#closePlace(place);
        const [sample] = refused;
        placed.push(...waiting.map(({ handle }) => ({ ...sample!, handle, place: null })));
        waiting = [];
      }
    }
    return placed;
  }

  async delete(items: readonly ItemPlace[]): Promise<void> {
    for (const [subscriptionId, leaving] of Map.groupBy(items, (one) => one.subscriptionId)) {
      const ids = leaving.map((one) => one.monitoredItemId);
      await deleteItems(this.#session, subscriptionId, ids, this.#facts.itemBatch);
      const place = this.#places.find((one) => one.subscription.id === subscriptionId);
      if (place === undefined) continue;
      place.count -= ids.length;
      // What was full may take some again.
      place.limit = this.#facts.itemsPerSubscription;
    }
  }

  async #createIn(place: Place, requests: readonly ItemRequest[]): Promise<PlacedItem[]> {
    const { id } = place.subscription;
    const results = await createItems(this.#session, id, requests, this.#facts.itemBatch);
    const useless = results.filter((one) => one.isMade && one.status >>> 30 === 2);
    if (useless.length > 0) {
      const ids = useless.map((one) => one.monitoredItemId);
      await deleteItems(this.#session, id, ids, this.#facts.itemBatch);
    }
    const placed = results.map((one) => ({
      ...one,
      place:
        one.status >>> 30 === 2
          ? null
          : { subscriptionId: id, monitoredItemId: one.monitoredItemId },
    }));
    place.count += placed.filter((one) => one.place !== null).length;
    return placed;
  }

  /** One more subscription; null when the server gives no more. */
  async #another(): Promise<Place | null> {
    try {
      return await this.#openPlace();
    } catch (error) {
      if (/BadTooManySubscriptions/.test(String(error))) return null;
      throw error;
    }
  }

  async #openPlace(): Promise<Place> {
    const { settings, timing } = this.#access;
    const subscription = await DataSubscription.open(
      this.#session,
      settings.publishingMs,
      timing,
      this.#listener,
    );
    const place = { subscription, count: 0, limit: this.#facts.itemsPerSubscription };
    this.#places.push(place);
    this.#loop.add(subscription);
    return place;
  }

  async #closePlace(place: Place): Promise<void> {
    this.#places.splice(this.#places.indexOf(place), 1);
    this.#loop.remove(place.subscription.id);
    await this.#session.deleteSubscriptions({ subscriptionIds: [place.subscription.id] });
  }
}
