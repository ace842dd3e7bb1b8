import { expect, test } from "vitest";
import type { LiveValue } from "#shared/connections/connection-rows.ts";
import { signalRules } from "#shared/machines/signal-rules.ts";
import { checkRules } from "./check-rules.ts";

const values =
  (given: Readonly<Record<string, LiveValue["value"]>>, quality: LiveValue["quality"] = "good") =>
  (code: string): LiveValue | undefined =>
    code in given
      ? {
          tagId: code,
          value: given[code]!,
          quality,
          statusText: "",
          sourceTime: null,
          receivedTime: null,
          itemStatusText: "",
          revisedSamplingMs: null,
          revisedQueueSize: null,
          overflowCount: 0,
        }
      : undefined;

const press = signalRules.parse({
  state: { type: "running_bit", running: "p.run", fault: "p.fault" },
  alarm: { tag: "p.alarm", texts: { "7": "Oil pressure low" } },
});

test("the rules say at once what they make of the values", () => {
  expect(checkRules(press, values({ "p.run": true, "p.fault": 0, "p.alarm": 0 }), 0)).toEqual({
    kind: "state",
    state: "running",
    cause: null,
  });
});

test("a stop under alarm is a breakdown with the alarm's text", () => {
  expect(checkRules(press, values({ "p.run": false, "p.fault": 0, "p.alarm": 7 }), 0)).toEqual({
    kind: "state",
    state: "down",
    cause: "Oil pressure low",
  });
});

test("missing and bad values are named, not guessed", () => {
  expect(checkRules(press, values({ "p.run": true }), 0)).toEqual({
    kind: "no_value",
    tags: ["p.fault"],
  });
  expect(checkRules(press, values({ "p.run": true, "p.fault": 0 }, "bad"), 0)).toEqual({
    kind: "no_value",
    tags: ["p.run", "p.fault"],
  });
});

test("without a state rule there is nothing to say", () => {
  expect(checkRules({}, values({}), 0)).toEqual({ kind: "no_rule" });
});
