import { describe, expect, it } from "vitest";
import { cutIssue, mergeIssue, spanIssue } from "./classifiable.ts";

const span = (start: number, end: number) => ({ start, end });
const minutes = (start: number, end: number) => span(start * 60_000, end * 60_000);

describe("what can be classified", () => {
  const standing = [span(100, 200), span(300, 400), span(500, Infinity)];
  const issue = (start: number, end: number, held: { start: number; end: number }[] = []) =>
    spanIssue(span(start, end), { standing, held, now: 600 });

  it("is a standstill, a part of it, and one that still stands", () => {
    expect([issue(100, 200), issue(120, 180), issue(500, Infinity), issue(500, 600)]).toEqual([
      null,
      null,
      null,
      null,
    ]);
  });

  it("is no run, no time to come and nothing empty", () => {
    expect(issue(200, 300)).toBe("the machine did not stand at this time");
    expect(issue(150, 250)).toBe("the machine did not stand at this time");
    expect(issue(550, 700)).toBe("must not lie in the future");
    expect(issue(600, Infinity)).toBe("must not lie in the future");
    expect(issue(100, 100)).toBe("must be after the start");
  });

  it("reaches over a run only where stops were merged", () => {
    expect(issue(100, 400)).toBe("the machine did not stand all of this time");
    expect(issue(100, 400, [span(100, 400)])).toBeNull();
  });
});

describe("what can be merged", () => {
  const standing = [minutes(0, 10), minutes(12, 20), minutes(21, 22), minutes(40, 50)];

  it("are parts that touch, and stops with a short run between", () => {
    expect(mergeIssue([minutes(5, 10), minutes(0, 5)], standing)).toBeNull();
    expect(mergeIssue([minutes(0, 10), minutes(12, 20)], standing)).toBeNull();
  });

  it("are not stops with another between, far apart, doubled or still standing", () => {
    expect(mergeIssue([minutes(0, 10), minutes(21, 22)], standing)).toBe(
      "a standstill between them is not among them",
    );
    expect(mergeIssue([minutes(21, 22), minutes(40, 50)], standing)).toBe(
      "the machine ran for too long between them",
    );
    expect(mergeIssue([minutes(0, 10), minutes(9, 10)], standing)).toBe(
      "two stops must not overlap",
    );
    expect(mergeIssue([minutes(40, 45), span(45 * 60_000, Infinity)], standing)).toBe(
      "a stop that still stands is merged when it has ended",
    );
  });
});

it("a stop is cut inside, from left to right", () => {
  expect(cutIssue(span(0, 10), [3, 7])).toBeNull();
  for (const cuts of [[0], [10], [7, 3], [3, 3], [11]])
    expect(cutIssue(span(0, 10), cuts)).toBe("must lie inside the stop, each after the one before");
  expect(cutIssue(span(0, Infinity), [11])).toBeNull();
});
