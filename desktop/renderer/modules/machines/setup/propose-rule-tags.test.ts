import { expect, test } from "vitest";
import { proposeCounterTag, proposeRuleTags } from "./propose-rule-tags.ts";

const tags = (...codes: string[]) => codes.map((code) => ({ code }));

test("a PackML machine's tags find their fields", () => {
  expect(
    proposeRuleTags(
      "packml",
      tags("fill-1.processed", "fill-1.unit-mode-current", "fill-1.state-current"),
    ),
  ).toEqual({ state: "fill-1.state-current", mode: "fill-1.unit-mode-current" });
});

test("a machine tool's mode and program are told apart", () => {
  expect(proposeRuleTags("machine_tool", tags("mill-1.mode", "mill-1.program"))).toEqual({
    operationMode: "mill-1.mode",
    programState: "mill-1.program",
  });
});

test("one tag is proposed once; what has no likely tag stays open", () => {
  expect(proposeRuleTags("machine_tool", tags("m.mode"))).toEqual({ operationMode: "m.mode" });
  expect(proposeRuleTags("running_bit", tags("m.count"))).toEqual({});
});

test("counters by their names", () => {
  const all = tags("m.state", "m.prod-processed-count-0", "m.prod-defective-count-0");
  expect([
    proposeCounterTag("total", all),
    proposeCounterTag("reject", all),
    proposeCounterTag("good", all),
  ]).toEqual(["m.prod-processed-count-0", "m.prod-defective-count-0", ""]);
});
