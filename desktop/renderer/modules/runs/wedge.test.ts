import { describe, expect, test } from "vitest";
import { nothingKeyed, takeKey } from "./wedge.ts";

/** Types a text with a pause before each key. */
function typed(keys: readonly string[], pauseMs: number): string | null {
  let keyed = nothingKeyed;
  let scanned: string | null = null;
  for (const [i, key] of keys.entries()) ({ keyed, scanned } = takeKey(keyed, key, i * pauseMs));
  return scanned;
}

describe("a wedge scanner", () => {
  test("is known by keys no hand types that fast, and by Enter at the end", () => {
    expect(typed([..."4711/P-1", "Enter"], 8)).toBe("4711/P-1");
    expect(typed(["Shift", ..."AB12", "Enter"], 8)).toBe("AB12");
  });

  test("is not a hand, and not a few keys in a hurry", () => {
    expect(typed([..."4711/P-1", "Enter"], 120)).toBeNull();
    expect(typed([..."abc", "Enter"], 8)).toBeNull();
  });

  test("begins anew after a pause", () => {
    let keyed = nothingKeyed;
    ({ keyed } = takeKey(keyed, "x", 0));
    let scanned: string | null = null;
    for (const [i, key] of [..."4711", "Enter"].entries())
      ({ keyed, scanned } = takeKey(keyed, key, 500 + i * 10));
    expect(scanned).toBe("4711");
  });
});
