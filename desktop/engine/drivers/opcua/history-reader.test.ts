import { DataValue, HistoryData, StatusCodes, Variant, DataType, resolveNodeId } from "node-opcua";
import type { HistoryReadRequest } from "node-opcua";
import { beforeEach, expect, it } from "vitest";
import type { TagId } from "#shared/kernel/id.ts";
import { AdaptiveBatch } from "./adaptive-batch.ts";
import { readHistory } from "./history-reader.ts";
import type { HistoryLimits } from "./history-reader.ts";
import type { ServerFacts } from "./server-facts.ts";
import type { ServiceSession } from "./service-session.ts";
import type { HistoryTag } from "./tag-items.ts";

const [count, speed] = ["count" as TagId, "speed" as TagId];
const tag = (id: TagId): HistoryTag => ({
  tag: id,
  nodeId: resolveNodeId(`ns=1;s=${id}`),
  path: [],
  lastSourceTime: null,
});
const facts: ServerFacts = {
  namespaces: [],
  itemBatch: new AdaptiveBatch(100),
  readBatch: new AdaptiveBatch(100),
  historyBatch: new AdaptiveBatch(1),
  itemsPerSubscription: 100,
};
const unlimited: HistoryLimits = { valuesPerTag: 1_000, values: 1_000, until: Infinity };

/** Every tag has one value a millisecond, 1 to `length`; a page is 10 of them. */
let length: number;
/** Pages asked for, as tag and place, and points released. */
let asked: string[];
let monotonic: number;
let statusOf: (tag: string) => typeof StatusCodes.Good;

beforeEach(() => {
  length = 25;
  asked = [];
  monotonic = 0;
  statusOf = () => StatusCodes.Good;
});

const session = {
  historyRead: async (request: HistoryReadRequest) => {
    monotonic += 100;
    return {
      results: (request.nodesToRead ?? []).map(({ nodeId, continuationPoint }) => {
        const from = continuationPoint?.length ? Number(continuationPoint.toString()) : 0;
        const released = request.releaseContinuationPoints;
        asked.push(`${String(nodeId.value)} ${released ? "released" : from}`);
        const upTo = Math.min(length, from + 10);
        return {
          statusCode: statusOf(String(nodeId.value)),
          continuationPoint: upTo < length ? Buffer.from(String(upTo)) : Buffer.alloc(0),
          historyData: new HistoryData({
            dataValues: Array.from(
              { length: upTo - from },
              (_, at) =>
                new DataValue({
                  value: new Variant({ dataType: DataType.Double, value: from + at + 1 }),
                  sourceTimestamp: new Date(1_000 + from + at + 1),
                }),
            ),
          }),
        };
      }),
    };
  },
} as unknown as ServiceSession;

const read = (tags: readonly TagId[], limits: Partial<HistoryLimits> = {}) =>
  readHistory(
    session,
    tags.map(tag),
    { start: 1_000, end: 2_000 },
    { ...unlimited, ...limits },
    facts,
    { now: () => 5_000, monotonic: () => monotonic },
  );

it("follows continuation points to the end, every value once and in order", async () => {
  const { samples, complete, failure } = await read([count]);
  expect(asked).toEqual(["count 0", "count 10", "count 20"]);
  expect(samples.map(({ value }) => value)).toEqual(Array.from({ length: 25 }, (_, at) => at + 1));
  expect([complete, failure]).toEqual([[count], null]);
});

it("stops at the most values of a tag, gives the continuation point back and says so", async () => {
  length = 100;
  const { samples, complete, failure } = await read([count], { valuesPerTag: 20 });
  expect(asked).toEqual(["count 0", "count 10", "count released"]);
  expect(samples).toHaveLength(20);
  expect([complete, failure]).toEqual([[], "more than 20 values of one tag"]);
});

it("stops at the most values of all tags; what was read to its end stays told as whole", async () => {
  const { complete, failure } = await read([count, speed], { values: 20 });
  expect(asked.some((one) => one.startsWith("speed"))).toBe(false);
  expect([complete, failure]).toEqual([[count], "more than 20 values"]);
});

it("stops when the time is over, gives continuation points back and tells which tags are not whole", async () => {
  const { samples, complete, failure } = await read([count, speed], { until: 350 });
  expect(asked).toEqual(["count 0", "count 10", "count 20", "speed 0", "speed released"]);
  expect(samples.filter((sample) => sample.tag === speed)).toHaveLength(10);
  expect([complete, failure]).toEqual([[count], "it took too long"]);
});

it("a tag whose history fails is told by its code and not as whole; one without values is whole", async () => {
  statusOf = (name) =>
    name === "count" ? StatusCodes.BadHistoryOperationUnsupported : StatusCodes.BadNoData;
  expect(await read([count, speed])).toEqual({
    samples: [],
    complete: [speed],
    failure: "BadHistoryOperationUnsupported",
  });
});
