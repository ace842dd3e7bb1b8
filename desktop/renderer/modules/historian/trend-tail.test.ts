import { expect, test } from "vitest";
import type { LiveValue } from "#shared/connections/connection-rows.ts";
import type { TrendLine } from "#shared/ui/chart/trend-line.ts";
import { tailPoint, withTail } from "./trend-tail.ts";

const live = (more: Partial<LiveValue>): LiveValue => ({
  tagId: "t",
  value: 5,
  quality: "good",
  statusText: "",
  sourceTime: 100,
  receivedTime: 120,
  itemStatusText: "",
  revisedSamplingMs: null,
  revisedQueueSize: null,
  overflowCount: 0,
  ...more,
});
const line: TrendLine = {
  id: "t",
  label: "t",
  unit: "",
  kind: "curve",
  at: [100],
  min: [4],
  max: [4],
  last: [4],
  texts: [],
  before: null,
  missing: [{ start: 110, end: 300, cause: "silent" }],
};

test("a live value becomes a point, a bad one a point without a value, none at all nothing", () => {
  expect(tailPoint(live({}))).toEqual({ at: 100, value: 5, text: null });
  expect(tailPoint(live({ value: true }))).toMatchObject({ value: 1 });
  expect(tailPoint(live({ value: "P-1", sourceTime: null }))).toEqual({
    at: 120,
    value: null,
    text: "P-1",
  });
  expect(tailPoint(live({ quality: "bad" }))).toMatchObject({ value: null, text: null });
  expect(tailPoint(live({ quality: "none" }))).toBeUndefined();
});

test("only newer values are put behind the line, and end its gap", () => {
  const tail = [100, 200, 210].map((at) => ({ at, value: at, text: null }));
  expect(withTail(line, tail)).toMatchObject({
    at: [100, 200, 210],
    last: [4, 200, 210],
    missing: [{ start: 110, end: 200 }],
  });
  expect(withTail(line, [])).toBe(line);
});
