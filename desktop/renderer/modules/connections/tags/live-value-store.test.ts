import { expect, test } from "vitest";
import type { LiveValue } from "#shared/connections/connection-rows.ts";
import { LiveValueStore } from "./live-value-store.ts";

const value = (tagId: string, reading: number): LiveValue => ({
  tagId,
  value: reading,
  quality: "good",
  statusText: "Good",
  sourceTime: 0,
  receivedTime: 0,
  itemStatusText: "Good",
  revisedSamplingMs: 0,
  revisedQueueSize: 600,
  overflowCount: 0,
});

test("a new value is told to those who look at its tag, and to nobody else", () => {
  const store = new LiveValueStore("line-1");
  const told: string[] = [];
  const leave = store.subscribe("a", () => told.push("a"));
  store.subscribe("b", () => told.push("b"));
  store.subscribeAll(() => told.push("batch"));
  store.receive([value("a", 1)]);
  leave();
  store.receive([value("a", 2)]);
  expect(told).toEqual(["a", "batch", "batch"]);
  expect(store.valueOf("a")?.value).toBe(2);
  expect(store.valueOf("c")).toBeUndefined();
});
