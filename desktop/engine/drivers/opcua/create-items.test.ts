import { MonitoredItemCreateResult, StatusCodes, coerceNodeId } from "node-opcua";
import type { CreateMonitoredItemsRequestOptions } from "node-opcua";
import { describe, expect, it } from "vitest";
import { AdaptiveBatch } from "./adaptive-batch.ts";
import { createItems } from "./create-items.ts";
import type { ItemRequest } from "./create-items.ts";
import type { ServiceSession } from "./service-session.ts";

type Item = NonNullable<CreateMonitoredItemsRequestOptions["itemsToCreate"]>[number];

/** A session whose server answers each item with the status that `judge` gives, and refuses calls above `limit`. */
function serverThat(judge: (item: Item) => keyof typeof StatusCodes, limit = 1_000) {
  const calls: number[] = [];
  const session = {
    createMonitoredItems: async ({ itemsToCreate }: CreateMonitoredItemsRequestOptions) => {
      const items = itemsToCreate ?? [];
      calls.push(items.length);
      if (items.length > limit) throw new Error("BadTooManyOperations (0x80100000)");
      const results = items.map(
        (item) =>
          new MonitoredItemCreateResult({
            statusCode: StatusCodes[judge(item)] as typeof StatusCodes.Good,
            monitoredItemId: item.requestedParameters!.clientHandle! + 100,
            revisedQueueSize: 600,
          }),
      );
      return { results };
    },
  } as unknown as ServiceSession;
  return { session, calls };
}

const request = (handle: number, deadband: number | null = null): ItemRequest => ({
  handle,
  nodeId: coerceNodeId(`ns=1;i=${handle}`),
  sampling: {
    samplingMs: 0,
    queueSize: 600,
    deadband: deadband === null ? null : { kind: "absolute", width: deadband },
  },
  event: null,
});
const inThousands = () => new AdaptiveBatch(1_000);

describe("creating items", () => {
  it("a deadband that the server refuses is left out for that item, which is then filtered on our side", async () => {
    const { session, calls } = serverThat(({ requestedParameters }) =>
      requestedParameters?.filter && requestedParameters.clientHandle === 2
        ? "BadMonitoredItemFilterUnsupported"
        : "Good",
    );
    const results = await createItems(
      session,
      1,
      [request(1, 5), request(2, 5), request(3)],
      inThousands(),
    );
    expect(calls).toEqual([3, 1]);
    expect(results.map((one) => [one.handle, one.statusName, one.needsClientDeadband])).toEqual([
      [1, "Good", false],
      [2, "Good", true],
      [3, "Good", false],
    ]);
  });

  it("each item has its own result: a bad one stops no other", async () => {
    const { session } = serverThat(({ requestedParameters }) =>
      requestedParameters?.clientHandle === 2 ? "BadNodeIdUnknown" : "Good",
    );
    const results = await createItems(
      session,
      1,
      [request(1), request(2), request(3)],
      inThousands(),
    );
    expect(results.map((one) => one.statusName)).toEqual(["Good", "BadNodeIdUnknown", "Good"]);
  });

  it("comes in batches, and in halves when the server finds a batch too large", async () => {
    const { session, calls } = serverThat(() => "Good", 300);
    const all = Array.from({ length: 1_500 }, (_, at) => request(at + 1));
    const batches = inThousands();
    const results = await createItems(session, 1, all, batches);
    expect(results.map((one) => one.handle)).toEqual(all.map((one) => one.handle));
    expect(calls).toEqual([1_000, 500, 250, 250, 250, 250, 250, 250]);
    expect(batches.size).toBe(250);
  });
});
