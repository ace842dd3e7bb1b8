import { expect, test } from "vitest";
import { connectionWarnings } from "./connection-warnings.ts";

const day = 86_400_000;
const well = {
  clockOffsetMs: -800,
  certificateValidTo: 400 * day,
  lostCount: 0,
  overflowCount: 0,
  badTagCount: 0,
  tagCount: 12,
  link: "live",
} as const;

test.each([
  [{}, []],
  [{ clockOffsetMs: -2_001 }, ["clock_off"]],
  [{ clockOffsetMs: null, certificateValidTo: null }, []],
  [{ certificateValidTo: 30 * day }, ["certificate_soon"]],
  [{ certificateValidTo: 0, clockOffsetMs: 5_000 }, ["certificate_expired", "clock_off"]],
  [{ lostCount: 3 }, ["readings_lost"]],
  [{ badTagCount: 2 }, ["bad_tags"]],
  [{ badTagCount: 12, link: "lost" as const }, []],
  [{ tagCount: 0 }, ["no_tags"]],
])("%j is warned of as %j", (change, warnings) => {
  expect(connectionWarnings({ ...well, ...change }, 1 * day)).toEqual(warnings);
});
