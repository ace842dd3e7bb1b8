import { describe, expect, test } from "vitest";
import {
  narrowestViewMs,
  panView,
  revealSpan,
  slidingView,
  viewWithin,
  zoomTo,
  zoomView,
} from "./strip-view.ts";
import { timeTicks } from "./time-ticks.ts";

const hour = 3_600_000;
const whole = { start: 0, end: 8 * hour };

describe("view of a strip", () => {
  test("zooming keeps the instant under the pointer where it is", () => {
    expect(zoomView(whole, whole, 0.5, 2 * hour)).toEqual({ start: hour, end: 5 * hour });
  });

  test("zooming stops at the whole and at the narrowest view", () => {
    expect(zoomView(whole, whole, 4, hour)).toEqual(whole);
    const closest = zoomView(whole, whole, 0, 4 * hour);
    expect(closest.end - closest.start).toBe(narrowestViewMs);
  });

  test("a marked stretch becomes the view; a marked instant the narrowest view around it", () => {
    expect(zoomTo({ start: hour, end: 2 * hour }, whole)).toEqual({ start: hour, end: 2 * hour });
    expect(zoomTo({ start: hour, end: hour }, whole)).toEqual({
      start: hour - narrowestViewMs / 2,
      end: hour + narrowestViewMs / 2,
    });
  });

  test("panning stops at the edges", () => {
    expect(panView({ start: hour, end: 2 * hour }, whole, -5 * hour)).toEqual({
      start: 0,
      end: hour,
    });
    expect(panView({ start: hour, end: 2 * hour }, whole, 50 * hour)).toEqual({
      start: 7 * hour,
      end: 8 * hour,
    });
  });

  test("a span outside is brought in by the least move", () => {
    expect(
      revealSpan({ start: 0, end: hour }, whole, { start: 2 * hour, end: 2.5 * hour }),
    ).toEqual({
      start: 1.5 * hour,
      end: 2.5 * hour,
    });
  });

  test("a view outside of its whole falls back to the whole", () => {
    expect(viewWithin({ start: -1, end: 5 }, whole)).toEqual(whole);
    expect(viewWithin({ start: 1, end: 5 }, whole)).toEqual({ start: 1, end: 5 });
  });

  test("a sliding window only moves in steps of one column", () => {
    const first = slidingView(10 * hour, 8 * hour, 288);
    expect(slidingView(10 * hour - 50_000, 8 * hour, 288)).toEqual(first);
    expect(slidingView(10 * hour + 1, 8 * hour, 288)).not.toEqual(first);
  });
});

describe("time ticks", () => {
  test("are round local times", () => {
    const { at, stepMs } = timeTicks({ start: 0, end: 8 * hour }, 8, 5.5 * hour);
    expect(stepMs).toBe(hour);
    expect(at[0]).toBe(0.5 * hour);
  });

  test("never exceed what fits by more than the closing one", () => {
    expect(timeTicks({ start: 0, end: 8 * hour }, 5, 0).at.length).toBeLessThanOrEqual(6);
  });
});
