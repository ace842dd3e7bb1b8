import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { closingLine, tallyOfReport } from "./test-summary.mjs";

const folder = mkdtempSync(path.join(tmpdir(), "unison-summary-"));
afterAll(() => rmSync(folder, { recursive: true }));

function tallyOf(report: unknown) {
  const file = path.join(folder, `${crypto.randomUUID()}.json`);
  writeFileSync(file, typeof report === "string" ? report : JSON.stringify(report));
  return tallyOfReport(file);
}

test("tests are counted", () => {
  expect(tallyOf({ numPassedTests: 40, numFailedTests: 2, testResults: [] })).toEqual({
    passed: 40,
    failed: 2,
  });
});

test("a file that cannot be loaded is a failure, although it has no failed test", () => {
  const testResults = [
    { status: "failed", assertionResults: [] },
    { status: "failed", assertionResults: [{ status: "failed" }] },
    { status: "passed", assertionResults: [{ status: "passed" }] },
  ];
  expect(tallyOf({ numPassedTests: 1, numFailedTests: 1, testResults })).toEqual({
    passed: 1,
    failed: 2,
  });
});

test.each(["", "{", "null", { numPassedTests: 0, numFailedTests: 0, testResults: [] }])(
  "a run that says nothing (%j) has failed",
  (report) => expect(tallyOf(report)).toEqual({ passed: 0, failed: 1 }),
);

test("a run that left no report has failed", () => {
  expect(tallyOfReport(path.join(folder, "none.json"))).toEqual({ passed: 0, failed: 1 });
});

test("the closing line adds up all steps", () => {
  expect(
    closingLine([
      { passed: 0, failed: 0 },
      { passed: 412, failed: 0 },
      { passed: 30, failed: 1 },
    ]),
  ).toBe("442 passed, 1 failed");
});
