import type { MonitoredItemNotification } from "node-opcua";
import type { TagId } from "#shared/kernel/id.ts";
import { isOverflow } from "#shared/machines/sample.ts";
import type { Sample } from "#shared/machines/sample.ts";
import type { DriverTag, Overflow, TagHealth } from "../driver.ts";
import { ClientDeadband } from "./client-deadband.ts";
import { toSample } from "./convert-value.ts";
import { createItems, deleteItems } from "./create-items.ts";
import type { ItemRequest, ItemResult } from "./create-items.ts";
import { parseNodeAddress, resolveNodeAddress } from "./node-address.ts";
import type { ServerFacts } from "./server-facts.ts";
import { samplingOf } from "./tag-sampling.ts";
import type { ServiceSession } from "./service-session.ts";

/** Waiting for its turn with the server. */
const badWaiting = { status: 0x80320000, statusName: "BadWaitingForInitialData" };
const badNodeIdInvalid = { status: 0x80330000, statusName: "BadNodeIdInvalid" };
const badNodeIdUnknown = { status: 0x80340000, statusName: "BadNodeIdUnknown" };

interface TagItem {
  readonly tag: DriverTag;
  readonly handle: number;
  status: number;
  statusName: string;
  monitoredItemId: number | null;
  revisedSamplingMs: number | null;
  revisedQueueSize: number | null;
  deadband: ClientDeadband | null;
  overflowCount: number;
  /** The reading before in this session. */
  last: Sample | null;
}

/** Handle 1 is the clock item of the watchdog. */
const firstHandle = 2;

/** The tags of one connection and what the server made of each. Handles are never used twice, so a late value hits no other tag. */
export class TagItems {
  #byTag = new Map<TagId, TagItem>();
  #byHandle = new Map<number, TagItem>();
  #nextHandle = firstHandle;
  /** Created on the server, wanted no more. */
  #leaving: number[] = [];

  /** Takes the wanted set; what has not changed keeps its item. */
  want(tags: readonly DriverTag[]): void {
    const wanted = new Map(tags.map((tag) => [tag.id, tag]));
    for (const item of this.#byTag.values()) {
      const next = wanted.get(item.tag.id);
      if (next && isSame(next, item.tag)) continue;
      this.#byTag.delete(item.tag.id);
      this.#byHandle.delete(item.handle);
      if (item.monitoredItemId !== null) this.#leaving.push(item.monitoredItemId);
    }
    for (const tag of wanted.values()) if (!this.#byTag.has(tag.id)) this.#add(tag, 0);
  }

  /** A new session: nothing exists on the server any more. Overflow counts stay. */
  forget(): void {
    const items = [...this.#byTag.values()];
    this.#byTag = new Map();
    this.#byHandle = new Map();
    this.#leaving = [];
    for (const item of items) this.#add(item.tag, item.overflowCount);
  }

  #add(tag: DriverTag, overflowCount: number): void {
    const item: TagItem = {
      tag,
      handle: this.#nextHandle++,
      ...badWaiting,
      monitoredItemId: null,
      revisedSamplingMs: null,
      revisedQueueSize: null,
      deadband: null,
      overflowCount,
      last: null,
    };
    this.#byTag.set(tag.id, item);
    this.#byHandle.set(item.handle, item);
  }

  /**
   * Makes the server agree with the wanted set: deletes what left, creates what is missing or was refused before.
   * Returns the tags it refused (again).
   */
  async reconcile(
    session: ServiceSession,
    subscriptionId: number,
    facts: ServerFacts,
  ): Promise<readonly TagId[]> {
    const leaving = this.#leaving.splice(0);
    if (leaving.length > 0) await deleteItems(session, subscriptionId, leaving, facts.itemBatch);
    const missing = [...this.#byTag.values()].filter((item) => item.monitoredItemId === null);
    const requests = missing.flatMap((item) => this.#requestOf(item, facts.namespaces) ?? []);
    for (const result of await createItems(session, subscriptionId, requests, facts.itemBatch))
      this.#apply(result);
    return missing.filter((item) => item.monitoredItemId === null).map((item) => item.tag.id);
  }

  #requestOf(item: TagItem, namespaces: readonly string[]): ItemRequest | null {
    const address = parseNodeAddress(item.tag.address);
    const nodeId = address && resolveNodeAddress(address, namespaces);
    if (!nodeId) {
      Object.assign(item, address ? badNodeIdUnknown : badNodeIdInvalid);
      return null;
    }
    return { handle: item.handle, nodeId, sampling: samplingOf(item.tag) };
  }

  #apply(result: ItemResult): void {
    const item = this.#byHandle.get(result.handle);
    const isAccepted = result.status >>> 30 !== 2;
    if (!item) {
      // Left while the server was creating it.
      if (isAccepted) this.#leaving.push(result.monitoredItemId);
      return;
    }
    item.status = result.status;
    item.statusName = result.statusName;
    if (!isAccepted) return;
    item.monitoredItemId = result.monitoredItemId;
    item.revisedSamplingMs = result.revisedSamplingMs;
    item.revisedQueueSize = result.revisedQueueSize;
    const width = samplingOf(item.tag).deadband;
    item.deadband = result.needsClientDeadband && width !== null ? new ClientDeadband(width) : null;
  }

  /** Samples that say of each refused tag why nothing comes, so that what depends on it becomes unknown. */
  refusals(tags: readonly TagId[], now: number): Sample[] {
    return tags.flatMap((id) => {
      const item = this.#byTag.get(id);
      if (!item || item.monitoredItemId !== null) return [];
      return {
        tag: id,
        value: null,
        status: item.status,
        sourceTime: null,
        serverTime: null,
        receivedTime: now,
      };
    });
  }

  get refusedTags(): readonly TagId[] {
    return [...this.#byTag.values()]
      .filter((item) => item.monitoredItemId === null)
      .map((item) => item.tag.id);
  }

  get hasLeaving(): boolean {
    return this.#leaving.length > 0;
  }

  /** Turns one notification into samples; values of tags no longer wanted are dropped. */
  read(
    items: readonly MonitoredItemNotification[],
    now: number,
  ): { samples: Sample[]; overflows: Overflow[] } {
    const samples: Sample[] = [];
    const overflows: Overflow[] = [];
    for (const { clientHandle, value } of items) {
      const item = this.#byHandle.get(clientHandle);
      if (!item) continue;
      const sample = toSample(item.tag.id, value, now);
      if (isRepeated(item.last, sample)) continue;
      item.last = sample;
      if (isOverflow(sample.status)) {
        item.overflowCount += 1;
        overflows.push({ tag: item.tag.id, at: sample.sourceTime ?? now });
      }
      if (item.deadband === null || item.deadband.keeps(sample)) samples.push(sample);
    }
    return { samples, overflows };
  }

  health(): TagHealth[] {
    return [...this.#byTag.values()].map((item) => ({
      tag: item.tag.id,
      itemStatus: item.status,
      itemStatusText: item.statusName,
      revisedSamplingMs: item.revisedSamplingMs,
      revisedQueueSize: item.revisedQueueSize,
      overflowCount: item.overflowCount,
    }));
  }
}

/** Some servers send the present values once more when a session moves to a new channel: the same reading is no news. */
const isRepeated = (last: Sample | null, next: Sample): boolean =>
  last !== null &&
  next.sourceTime !== null &&
  last.sourceTime === next.sourceTime &&
  last.status === next.status &&
  Object.is(last.value, next.value);

const isSame = (a: DriverTag, b: DriverTag): boolean =>
  a.address === b.address && a.class === b.class && a.deadband === b.deadband;
