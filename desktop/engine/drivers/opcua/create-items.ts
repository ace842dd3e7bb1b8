import {
  AttributeIds,
  DataChangeFilter,
  DataChangeTrigger,
  DeadbandType,
  EventFilterResult,
  MonitoringMode,
  TimestampsToReturn,
} from "node-opcua";
import type { EventFilter, MonitoredItemCreateResult, NodeId } from "node-opcua";
import type { AdaptiveBatch } from "./adaptive-batch.ts";
import { refusedField } from "./event-items.ts";
import type { ServiceSession } from "./service-session.ts";
import type { Deadband, TagSampling } from "./tag-sampling.ts";

/** One item to watch; `handle` is our own number for it, sent back with every value. */
export interface ItemRequest {
  readonly handle: number;
  readonly nodeId: NodeId;
  readonly sampling: TagSampling;
  /** Null = the value of the node, else its events. */
  readonly event: EventFilter | null;
}

/** What the server made of it: severity good or uncertain = accepted. */
export interface ItemResult {
  readonly handle: number;
  readonly status: number;
  readonly statusName: string;
  /** An item exists on the server, even if it is of no use (an event without the field that is wanted). */
  readonly isMade: boolean;
  readonly monitoredItemId: number;
  readonly revisedSamplingMs: number;
  readonly revisedQueueSize: number;
  /** The server refused the deadband filter; the item runs without and we filter ourselves. */
  readonly needsClientDeadband: boolean;
}

const filterRefused = new Set([
  "BadMonitoredItemFilterUnsupported",
  "BadMonitoredItemFilterInvalid",
  "BadFilterNotAllowed",
  "BadDeadbandFilterInvalid",
]);

/**
 * Creates the items in batches, each with its own result: one bad item never stops the others. Throws only when the
 * service itself fails (session or channel gone).
 */
export async function createItems(
  session: ServiceSession,
  subscriptionId: number,
  requests: readonly ItemRequest[],
  batches: AdaptiveBatch,
): Promise<ItemResult[]> {
  const create = (all: readonly ItemRequest[], withDeadband: boolean) =>
    batches.run(all, (batch) => createBatch(session, subscriptionId, batch, withDeadband));
  const answers = await create(requests, true);
  const refused = requests.filter(
    (one, at) => one.sampling.deadband !== null && filterRefused.has(answers[at]!.statusCode.name),
  );
  const again = refused.length > 0 ? await create(refused, false) : [];
  const retried = new Map(refused.map((one, at) => [one, again[at]!]));
  return requests.map((request, at) =>
    toResult(request, retried.get(request) ?? answers[at]!, retried.has(request)),
  );
}

/** Deletes items; unknown ids are the server's business. */
export async function deleteItems(
  session: ServiceSession,
  subscriptionId: number,
  monitoredItemIds: readonly number[],
  batches: AdaptiveBatch,
): Promise<void> {
  await batches.run(monitoredItemIds, async (batch) => {
    await session.deleteMonitoredItems({ subscriptionId, monitoredItemIds: [...batch] });
    return [];
  });
}

async function createBatch(
  session: ServiceSession,
  subscriptionId: number,
  batch: readonly ItemRequest[],
  withDeadband: boolean,
): Promise<MonitoredItemCreateResult[]> {
  const answer = await session.createMonitoredItems({
    subscriptionId,
    timestampsToReturn: TimestampsToReturn.Both,
    itemsToCreate: batch.map(({ handle, nodeId, sampling, event }) => ({
      itemToMonitor: {
        nodeId,
        attributeId: event === null ? AttributeIds.Value : AttributeIds.EventNotifier,
      },
      monitoringMode: MonitoringMode.Reporting,
      requestedParameters: {
        clientHandle: handle,
        samplingInterval: event === null ? sampling.samplingMs : 0,
        queueSize: sampling.queueSize,
        discardOldest: true,
        ...filterOf(event, withDeadband ? sampling.deadband : null),
      },
    })),
  });
  if (answer.results?.length !== batch.length)
    throw new Error("the server answered for another number of items");
  return answer.results;
}

function filterOf(
  event: EventFilter | null,
  deadband: Deadband | null,
): { filter?: EventFilter | DataChangeFilter } {
  if (event !== null) return { filter: event };
  if (deadband === null) return {};
  return {
    filter: new DataChangeFilter({
      trigger: DataChangeTrigger.StatusValue,
      deadbandType: deadband.kind === "percent" ? DeadbandType.Percent : DeadbandType.Absolute,
      deadbandValue: deadband.width,
    }),
  };
}

function toResult(
  { handle }: ItemRequest,
  answer: MonitoredItemCreateResult,
  needsClientDeadband: boolean,
): ItemResult {
  const refused =
    answer.filterResult instanceof EventFilterResult ? refusedField(answer.filterResult) : null;
  return {
    handle,
    status: refused?.value ?? answer.statusCode.value,
    statusName: refused?.name ?? answer.statusCode.name,
    isMade: answer.statusCode.value >>> 30 !== 2,
    monitoredItemId: answer.monitoredItemId,
    revisedSamplingMs: answer.revisedSamplingInterval,
    revisedQueueSize: answer.revisedQueueSize,
    needsClientDeadband,
  };
}
