import { DataValue, HistoryData, StatusCodes, Variant, DataType, resolveNodeId } from "node-opcua";
import type { HistoryReadRequest } from "node-opcua";
import { expect, it } from "vitest";
import type { TagId } from "#shared/kernel/id.ts";
import type { Sample } from "#shared/machines/sample.ts";
import type { BackRead } from "../driver.ts";
import { AdaptiveBatch } from "./adaptive-batch.ts";
import { backFill } from "./back-fill.ts";
import type { BackFill } from "./back-fill.ts";
import { HeldSamples } from "./going-live.ts";
import type { SessionOutput } from "./held-session.ts";
import type { ServiceSession } from "./service-session.ts";
import { testLog } from "./test-driver.ts";

const noon = Date.UTC(2026, 10, 22, 12);
const day = 86_400_000;
const count = "count" as TagId;

/** Asks a server that has one value, of an hour ago, for the gap since then. */
async function fillSince(gapSince: number, more: Partial<BackFill> = {}) {
  const told: Omit<BackRead, "connection">[] = [];
  const samples: Sample[] = [];
  const asked: HistoryReadRequest[] = [];
  const session = {
    read: async () => [
      new DataValue({ value: new Variant({ dataType: DataType.Byte, value: 5 }) }),
    ],
    historyRead: async (request: HistoryReadRequest) => {
      asked.push(request);
      const value = new DataValue({
        value: new Variant({ dataType: DataType.Double, value: 7 }),
        sourceTimestamp: new Date(noon - 3_600_000),
      });
      return {
        results: [
          {
            statusCode: StatusCodes.Good,
            continuationPoint: null,
            historyData: new HistoryData({ dataValues: [value] }),
          },
        ],
      };
    },
  } as unknown as ServiceSession;
  await backFill({
    session,
    facts: {
      namespaces: [],
      itemBatch: new AdaptiveBatch(100),
      readBatch: new AdaptiveBatch(100),
      historyBatch: new AdaptiveBatch(100),
      itemsPerSubscription: 100,
    },
    tags: [{ tag: count, nodeId: resolveNodeId("ns=1;s=count"), path: [], lastSourceTime: null }],
    gapSince,
    offsetMs: 0,
    marginMs: 1_000,
    held: new HeldSamples(),
    subscribedAt: noon - 1_000,
    output: {
      samples: (batch: readonly Sample[]) => void samples.push(...batch),
      backRead: (result: Omit<BackRead, "connection">) => void told.push(result),
    } as unknown as SessionOutput,
    clock: { now: () => noon, monotonic: () => 0 },
    log: testLog,
    isWanted: () => true,
    ...more,
  });
  const details = asked.map(
    ({ historyReadDetails }) => historyReadDetails as unknown as { startTime: Date },
  );
  return { told, samples, starts: details.map(({ startTime }) => startTime.getTime()) };
}

it("asks for the whole gap, with what was under way when the link broke", async () => {
  const { told, starts } = await fillSince(noon - 2 * 3_600_000);
  expect(starts).toEqual([noon - 2 * 3_600_000 - 1_000]);
  expect(told).toEqual([
    { from: noon - 2 * 3_600_000, upTo: noon, samples: 1, failure: null, tags: [count] },
  ]);
});

it("asks for the last 7 days of a longer gap and says so", async () => {
  const { told, starts } = await fillSince(noon - 30 * day);
  expect(starts).toEqual([noon - 7 * day - 1_000]);
  expect(told).toMatchObject([
    { from: noon - 7 * day, samples: 1, failure: "only the last 7 days were asked for" },
  ]);
});

it("asks by the server's clock and tells by ours", async () => {
  const hour = 3_600_000;
  const { told, starts } = await fillSince(noon - 2 * hour, { offsetMs: hour });
  expect(starts).toEqual([noon - hour - 1_000]);
  expect(told).toMatchObject([{ from: noon - 2 * hour, upTo: noon }]);
});

it("a tag that stood still since before the gap takes nothing from the history of the gap", async () => {
  const held = new HeldSamples();
  const hour = 3_600_000;
  const unchanged = { sourceTime: noon - 5 * hour, serverTime: noon - 5 * hour };
  held.hold([{ tag: "still" as TagId, value: 1, status: 0, receivedTime: noon, ...unchanged }]);
  const { told, samples } = await fillSince(noon - 2 * hour, { held });
  expect(samples).toHaveLength(1);
  expect(told).toMatchObject([{ from: noon - 2 * hour, upTo: noon - 1_000 }]);
});

it("a failure is told, with no tag as whole, and never thrown", async () => {
  const session = {
    read: async () => {
      throw new Error("BadServiceUnsupported");
    },
  } as unknown as ServiceSession;
  expect((await fillSince(noon - 1_000, { session })).told).toEqual([
    {
      from: noon - 1_000,
      upTo: noon,
      samples: 0,
      failure: "Error: BadServiceUnsupported",
      tags: [],
    },
  ]);
});

it("of a session that is over meanwhile nothing is told", async () => {
  const { told, samples } = await fillSince(noon - 1_000, { isWanted: () => false });
  expect([told, samples]).toEqual([[], []]);
});
