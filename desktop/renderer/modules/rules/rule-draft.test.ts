import { expect, test } from "vitest";
import { draftOf, emptyClause, newDraft, readDraft, tagValueOf } from "./rule-draft.ts";

test("a draft says which clause is unfinished, and reads back as it was once it is done", () => {
  const unfinished = readDraft({
    ...newDraft,
    all: [emptyClause("duration"), emptyClause("cause")],
  });
  expect(unfinished).toEqual({ ok: false, issues: { "all.1.text": "must not be empty" } });
  const none = readDraft({ ...newDraft, all: [] });
  expect(none).toEqual({
    ok: false,
    issues: { all: "must have a condition, or say that it takes every stop" },
  });
  const done = readDraft({ ...newDraft, all: [emptyClause("clock"), emptyClause("state")] });
  expect(done.ok).toBe(true);
  if (done.ok) expect(readDraft(draftOf("Night", done.condition, "r"))).toEqual(done);
});

test("only a rule without a condition takes every stop", () => {
  const read = readDraft({ ...newDraft, everyStop: true });
  expect(read.ok).toBe(false);
  expect(readDraft({ ...newDraft, all: [], everyStop: true })).toMatchObject({
    ok: true,
    condition: { all: [], everyStop: true },
  });
});

test("values are numbers where they look like numbers, in either way of writing", () => {
  expect(["4,5", "-3.25", "7", "true", "FALSE", " auto "].map(tagValueOf)).toEqual([
    4.5,
    -3.25,
    7,
    true,
    false,
    "auto",
  ]);
});
