import { expect, it } from "vitest";
import { serverLimits } from "./server-limits.ts";

const silent = {
  itemsPerCall: null,
  nodesPerRead: null,
  nodesPerHistoryRead: null,
  itemsPerSubscription: null,
};

it("a profile limits a server that says nothing, and one that says more than it can", () => {
  expect(serverLimits("generic", silent)).toEqual({
    itemsPerCall: 1_000,
    nodesPerRead: 1_000,
    nodesPerHistoryRead: 50,
    itemsPerSubscription: Number.POSITIVE_INFINITY,
  });
  const s7 = { itemsPerCall: 100, nodesPerRead: 100, itemsPerSubscription: 1_000 };
  expect(serverLimits("s7_1200", silent)).toMatchObject(s7);
  expect(serverLimits("s7_1200", { ...silent, itemsPerCall: 5_000 })).toMatchObject(s7);
  expect(serverLimits("s7_1500", silent)).toMatchObject({
    itemsPerCall: 500,
    itemsPerSubscription: 10_000,
  });
  expect(serverLimits("kepware", silent)).toMatchObject({ itemsPerCall: 1_000 });
});

it("a server that says less is believed, and 0 means no limit", () => {
  const told = {
    itemsPerCall: 20,
    nodesPerRead: 0,
    nodesPerHistoryRead: 5,
    itemsPerSubscription: 90,
  };
  expect(serverLimits("s7_1500", told)).toEqual({ ...told, nodesPerRead: 500 });
});
