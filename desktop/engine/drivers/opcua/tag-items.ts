import type { EventFieldList, MonitoredItemNotification, NodeId } from "node-opcua";
import { parseOpcuaAddress } from "#shared/connections/opcua/opcua-address.ts";
import type { OpcuaAddress, PathStep } from "#shared/connections/opcua/opcua-address.ts";
import type { TagId } from "#shared/kernel/id.ts";
import { isOverflow } from "#shared/machines/sample.ts";
import type { Sample } from "#shared/machines/sample.ts";
import type { DriverTag, Overflow, TagHealth } from "../driver.ts";
import { ClientDeadband, replaceDeadband } from "./client-deadband.ts";
import { toSample } from "./convert-value.ts";
import type { ItemRequest } from "./create-items.ts";
import { eventFilter, eventSample } from "./event-items.ts";
import type { ItemPlace, ItemSubscriptions, PlacedItem } from "./item-subscriptions.ts";
import { resolveNodeAddress } from "./node-address.ts";
import { samplingOf } from "./tag-sampling.ts";

/** Waiting for its turn with the server. */
const badWaiting = { status: 0x80320000, statusName: "BadWaitingForInitialData" };
const badNodeIdInvalid = { status: 0x80330000, statusName: "BadNodeIdInvalid" };
const badNodeIdUnknown = { status: 0x80340000, statusName: "BadNodeIdUnknown" };

interface TagItem {
  readonly tag: DriverTag;
  readonly handle: number;
  /** Null = the text is no address. */
  readonly address: OpcuaAddress | null;
  /** Where it is in this session; null = its namespace is not there. */
  nodeId: NodeId | null;
  status: number;
  statusName: string;
  /** What else people should know of the item. */
  note: string | null;
  place: ItemPlace | null;
  revisedSamplingMs: number | null;
  revisedQueueSize: number | null;
  deadband: ClientDeadband | null;
  overflowCount: number;
  /** The reading before in this session. */
  last: Sample | null;
  /** Newest source time of any session; UTC milliseconds of the server's clock. */
  lastSourceTime: number | null;
}

/** A tag of whose gap the server's history can be asked. */
export interface HistoryTag {
  readonly tag: TagId;
  readonly nodeId: NodeId;
  readonly path: readonly PathStep[];
  readonly lastSourceTime: number | null;
}

/** How the session of the moment makes items. */
export interface ItemMaker {
  readonly namespaces: readonly string[];
  readonly bridgeSeconds: number;
  readonly subscriptions: ItemSubscriptions;
  /** High minus low of each node's EURange; null where there is none. */
  euRanges(nodeIds: readonly NodeId[]): Promise<readonly (number | null)[]>;
}

/** Handle 1 is the clock item of the watchdog. */
const firstHandle = 2;

/** The tags of one connection and what the server made of each. Handles are never used twice, so a late value hits no other tag. */
export class TagItems {
  #byTag = new Map<TagId, TagItem>();
  #byHandle = new Map<number, TagItem>();
  #nextHandle = firstHandle;
  #namespaces: readonly string[] = [];
  /** Created on the server, wanted no more. */
  #leaving: ItemPlace[] = [];

  /** Takes the wanted set; what has not changed keeps its item. */
  want(tags: readonly DriverTag[]): void {
    const wanted = new Map(tags.map((tag) => [tag.id, tag]));
    for (const item of this.#byTag.values()) {
      const next = wanted.get(item.tag.id);
      if (next && isSame(next, item.tag)) continue;
      this.#byTag.delete(item.tag.id);
      this.#byHandle.delete(item.handle);
      if (item.place !== null) this.#leaving.push(item.place);
    }
    for (const tag of wanted.values()) if (!this.#byTag.has(tag.id)) this.#add(tag, null);
  }

  /** A new session: nothing exists on the server any more. Overflow counts and source times stay. */
  forget(): void {
    const items = [...this.#byTag.values()];
    this.#byTag = new Map();
    this.#byHandle = new Map();
    this.#leaving = [];
    for (const item of items) this.#add(item.tag, item);
  }

  #add(tag: DriverTag, before: TagItem | null): void {
    const parsed = parseOpcuaAddress(tag.address);
    const item: TagItem = {
      tag,
      handle: this.#nextHandle++,
      address: parsed.ok ? parsed.address : null,
      nodeId: null,
      ...badWaiting,
      note: null,
      place: null,
      revisedSamplingMs: null,
      revisedQueueSize: null,
      deadband: null,
      overflowCount: before?.overflowCount ?? 0,
      last: null,
      lastSourceTime: before?.lastSourceTime ?? null,
    };
    this.#byTag.set(tag.id, item);
    this.#byHandle.set(item.handle, item);
  }

  /**
   * Makes the server agree with the wanted set: deletes what left, creates what is missing or was refused before.
   * Returns the tags it refused (again).
   */
  async reconcile(maker: ItemMaker): Promise<readonly TagId[]> {
    this.#namespaces = maker.namespaces;
    const leaving = this.#leaving.splice(0);
    if (leaving.length > 0) await maker.subscriptions.delete(leaving);
    const missing = [...this.#byTag.values()].filter((item) => item.place === null);
    const requests = missing.flatMap((item) => this.#requestOf(item, maker) ?? []);
    const placed = await maker.subscriptions.create(requests);
    for (const result of placed) this.#apply(result);
    await this.#replaceDeadbands(
      placed.filter((one) => one.needsClientDeadband && one.place !== null),
      maker,
    );
    return missing.filter((item) => item.place === null).map((item) => item.tag.id);
  }

  #requestOf(item: TagItem, { namespaces, bridgeSeconds }: ItemMaker): ItemRequest | null {
    const { address } = item;
    if (address === null) {
      Object.assign(item, badNodeIdInvalid);
      return null;
    }
    const isEvent = address.kind === "event";
    const node = isEvent ? address.notifier : address.node;
    const event = isEvent ? eventFilter(address, namespaces) : null;
    item.nodeId = resolveNodeAddress(node, namespaces);
    if (item.nodeId === null || (isEvent && event === null)) {
      Object.assign(item, badNodeIdUnknown);
      return null;
    }
    const sampling = samplingOf(item.tag, bridgeSeconds);
    return { handle: item.handle, nodeId: item.nodeId, sampling, event };
  }

  #apply(result: PlacedItem): void {
    const item = this.#byHandle.get(result.handle);
    if (!item) {
      // Left while the server was creating it.
      if (result.place !== null) this.#leaving.push(result.place);
      return;
    }
    item.status = result.status;
    item.statusName = result.statusName;
    item.place = result.place;
    if (result.place === null) return;
    item.revisedSamplingMs = result.revisedSamplingMs;
    item.revisedQueueSize = result.revisedQueueSize;
  }

  async #replaceDeadbands(results: readonly PlacedItem[], maker: ItemMaker): Promise<void> {
    const items = results.flatMap(({ handle }) => this.#byHandle.get(handle) ?? []);
    const deadbandOf = ({ tag }: TagItem) => samplingOf(tag, maker.bridgeSeconds).deadband;
    const asked = items.filter((item) => deadbandOf(item)?.kind === "percent");
    const nodeIds = asked.flatMap((item) => item.nodeId ?? []);
    const ranges = nodeIds.length > 0 ? await maker.euRanges(nodeIds) : [];
    for (const item of items) {
      const deadband = deadbandOf(item);
      if (deadband === null) continue;
      const replaced = replaceDeadband(deadband, item.tag, ranges[asked.indexOf(item)] ?? null);
      item.note = replaced.note;
      item.deadband = replaced.width === null ? null : new ClientDeadband(replaced.width);
    }
  }

  /** Samples that say of each refused tag why nothing comes, so that what depends on it becomes unknown. */
  refusals(tags: readonly TagId[], now: number): Sample[] {
    return tags.flatMap((id) => {
      const item = this.#byTag.get(id);
      if (!item || item.place !== null) return [];
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
      .filter((item) => item.place === null)
      .map((item) => item.tag.id);
  }

  get hasLeaving(): boolean {
    return this.#leaving.length > 0;
  }

  /** There are tags, and the server has not one of their nodes: its namespace is gone or it serves another machine. */
  get areAllMissing(): boolean {
    const items = [...this.#byTag.values()];
    return items.length > 0 && items.every((one) => one.status === badNodeIdUnknown.status);
  }

  /** Tags that live in a subscription. */
  tagsIn(subscriptionId: number): readonly TagId[] {
    return [...this.#byTag.values()]
      .filter((item) => item.place?.subscriptionId === subscriptionId)
      .map((item) => item.tag.id);
  }

  /** A tag that takes a member of a structure: its values must be decoded before they are read. */
  get readsStructures(): boolean {
    return [...this.#byTag.values()].some(
      ({ address }) =>
        address?.kind === "value" && address.path.some((step) => step.kind === "member"),
    );
  }

  /** Tags of which values (not events) come, for reading the server's history of them. */
  historyTags(): HistoryTag[] {
    return [...this.#byTag.values()].flatMap(({ tag, address, nodeId, place, lastSourceTime }) =>
      address?.kind === "value" && nodeId !== null && place !== null
        ? { tag: tag.id, nodeId, path: address.path, lastSourceTime }
        : [],
    );
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
      if (item?.address?.kind !== "value") continue;
      const element = { path: item.address.path, namespaces: this.#namespaces };
      const sample = toSample(item.tag.id, value, now, element);
      if (isRepeated(item.last, sample)) continue;
      note(item, sample);
      if (isOverflow(sample.status)) {
        item.overflowCount += 1;
        overflows.push({ tag: item.tag.id, at: sample.sourceTime ?? now });
      }
      if (item.deadband === null || item.deadband.keeps(sample)) samples.push(sample);
    }
    return { samples, overflows };
  }

  /** Turns events into samples, each a happening of its own however alike they are. */
  readEvents(events: readonly EventFieldList[], now: number): Sample[] {
    return events.flatMap(({ clientHandle, eventFields }) => {
      const item = this.#byHandle.get(clientHandle);
      if (item?.address?.kind !== "event") return [];
      const sample = eventSample(item.tag.id, eventFields ?? [], now, this.#namespaces);
      note(item, sample);
      return sample;
    });
  }

  health(): TagHealth[] {
    return [...this.#byTag.values()].map((item) => ({
      tag: item.tag.id,
      itemStatus: item.status,
      itemStatusText: item.note === null ? item.statusName : `${item.statusName}: ${item.note}`,
      revisedSamplingMs: item.revisedSamplingMs,
      revisedQueueSize: item.revisedQueueSize,
      overflowCount: item.overflowCount,
    }));
  }
}

function note(item: TagItem, sample: Sample): void {
  item.last = sample;
  if (sample.sourceTime !== null) item.lastSourceTime = sample.sourceTime;
}

/** Some servers send the present values once more when a session moves to a new channel: the same reading is no news. */
const isRepeated = (last: Sample | null, next: Sample): boolean =>
  last !== null &&
  next.sourceTime !== null &&
  last.sourceTime === next.sourceTime &&
  last.status === next.status &&
  Object.is(last.value, next.value);

const isSame = (a: DriverTag, b: DriverTag): boolean =>
  a.address === b.address &&
  a.class === b.class &&
  a.deadband === b.deadband &&
  a.deadbandKind === b.deadbandKind &&
  a.span === b.span &&
  a.samplingMs === b.samplingMs;
