import {
  AttributeIds,
  DataChangeFilter,
  DataChangeTrigger,
  DeadbandType,
  MonitoringMode,
  TimestampsToReturn,
} from "node-opcua";
import type { MonitoredItemCreateResult, NodeId } from "node-opcua";
import type { TagSampling } from "./tag-sampling.ts";
import type { ServiceSession } from "./service-session.ts";

/** One item to watch; `handle` is our own number for it, sent back with every value. */
export interface ItemRequest {
  readonly handle: number;
  readonly nodeId: NodeId;
  readonly sampling: TagSampling;
}

/** What the server made of it: status 0 severity good = accepted. */
export interface ItemResult {
  readonly handle: number;
  readonly status: number;
  readonly statusName: string;
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
 * Creates the items in batches, each with its own result: one bad item never stops the others. A server that finds a
 * batch too large gets halves. Throws only when the service itself fails (session or channel gone).
 */
export async function createItems(
  session: ServiceSession,
  subscriptionId: number,
  requests: readonly ItemRequest[],
  batchSize: number,
): Promise<ItemResult[]> {
  const results: ItemResult[] = [];
  for (const batch of inBatches(requests, batchSize)) {
    const answers = await createBatch(session, subscriptionId, batch, true);
    const refused = batch.filter(
      (one, at) =>
        one.sampling.deadband !== null && filterRefused.has(answers[at]!.statusCode.name),
    );
    const again =
      refused.length > 0 ? await createBatch(session, subscriptionId, refused, false) : [];
    for (const [at, request] of batch.entries()) {
      const retried = refused.indexOf(request);
      results.push(
        toResult(request.handle, retried < 0 ? answers[at]! : again[retried]!, retried >= 0),
      );
    }
  }
  return results;
}

/** Deletes items; unknown ids are the server's business. */
export async function deleteItems(
  session: ServiceSession,
  subscriptionId: number,
  monitoredItemIds: readonly number[],
  batchSize: number,
): Promise<void> {
  for (const batch of inBatches(monitoredItemIds, batchSize)) {
    await session.deleteMonitoredItems({ subscriptionId, monitoredItemIds: [...batch] });
  }
}

async function createBatch(
  session: ServiceSession,
  subscriptionId: number,
  batch: readonly ItemRequest[],
  withFilter: boolean,
): Promise<MonitoredItemCreateResult[]> {
  try {
    const answer = await session.createMonitoredItems({
      subscriptionId,
      timestampsToReturn: TimestampsToReturn.Both,
      itemsToCreate: batch.map(({ handle, nodeId, sampling }) => ({
        itemToMonitor: { nodeId, attributeId: AttributeIds.Value },
        monitoringMode: MonitoringMode.Reporting,
        requestedParameters: {
          clientHandle: handle,
          samplingInterval: sampling.samplingMs,
          queueSize: sampling.queueSize,
          discardOldest: true,
          ...(withFilter && sampling.deadband !== null
            ? { filter: absoluteDeadband(sampling.deadband) }
            : {}),
        },
      })),
    });
    return answer.results ?? [];
  } catch (error) {
    const isTooLarge =
      error instanceof Error &&
      /BadTooManyOperations|BadRequestTooLarge|BadEncodingLimitsExceeded/.test(error.message);
    if (!isTooLarge || batch.length < 2) throw error;
    const half = Math.ceil(batch.length / 2);
    const first = await createBatch(session, subscriptionId, batch.slice(0, half), withFilter);
    return [
      ...first,
      ...(await createBatch(session, subscriptionId, batch.slice(half), withFilter)),
    ];
  }
}

const absoluteDeadband = (width: number): DataChangeFilter =>
  new DataChangeFilter({
    trigger: DataChangeTrigger.StatusValue,
    deadbandType: DeadbandType.Absolute,
    deadbandValue: width,
  });

function toResult(
  handle: number,
  answer: MonitoredItemCreateResult,
  needsClientDeadband: boolean,
): ItemResult {
  return {
    handle,
    status: answer.statusCode.value,
    statusName: answer.statusCode.name,
    monitoredItemId: answer.monitoredItemId,
    revisedSamplingMs: answer.revisedSamplingInterval,
    revisedQueueSize: answer.revisedQueueSize,
    needsClientDeadband,
  };
}

function* inBatches<T>(all: readonly T[], size: number): Generator<readonly T[]> {
  for (let at = 0; at < all.length; at += size) yield all.slice(at, at + size);
}
