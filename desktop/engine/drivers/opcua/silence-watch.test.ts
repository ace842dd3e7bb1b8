import { describe, expect, it } from "vitest";
import { defaultTiming, retryDelay } from "./opcua-timing.ts";
import { SilenceWatch } from "./silence-watch.ts";

const watchFrom = (publishingMs = 500) => new SilenceWatch(0, publishingMs, defaultTiming);

/** Checks every half second, as the driver does, and returns when each verdict first came. */
function firstTimes(watch: SilenceWatch, until: number): Record<string, number> {
  const first: Record<string, number> = {};
  for (let now = 500; now <= until; now += 500) first[watch.check(now)] ??= now;
  return first;
}

describe("the watch for silence", () => {
  it("silent after 10 s without a word, given up after 30 s", () => {
    expect(firstTimes(watchFrom(), 40_000)).toEqual({
      heard: 500,
      silent: 10_000,
      given_up: 30_000,
    });
  });

  it("any answer counts, a keep-alive too", () => {
    const watch = watchFrom();
    for (let now = 0; now <= 60_000; now += 500) {
      if (now % 5_000 === 0) watch.heard(now);
      expect(watch.check(now)).toBe("heard");
    }
  });

  it("a slow subscription is allowed three of its periods", () => {
    expect(firstTimes(watchFrom(10_000), 60_000)).toMatchObject({
      silent: 30_000,
      given_up: 50_000,
    });
  });

  it("a check that came late itself says nothing: the machine may have slept", () => {
    const watch = watchFrom();
    watch.check(500);
    expect(watch.check(90_000)).toBe("heard");
    expect(watch.check(90_500)).toBe("given_up");
  });
});

it("attempts come after 0.25 s, then twice as long each time, at most 2 s apart", () => {
  expect([1, 2, 3, 4, 5, 60].map((failures) => retryDelay(failures, 100, defaultTiming))).toEqual([
    250, 500, 1_000, 2_000, 2_000, 2_000,
  ]);
});
