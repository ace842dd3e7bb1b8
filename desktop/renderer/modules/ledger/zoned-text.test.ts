import { expect, test } from "vitest";
import { zonedInstant, zonedText } from "./zoned-text.ts";

test("local times of the plant are read as they are shown", () => {
  const at = Date.UTC(2026, 10, 22, 5, 0, 7);
  expect(zonedText(at, "Europe/Berlin")).toBe("2026-11-22 06:00:07");
  expect(zonedInstant("2026-11-22 06:00:07", "Europe/Berlin")).toBe(at);
  // The day on which the clocks go forward has 23 hours.
  const [day, next] = [0, 1].map((more) =>
    zonedInstant("2026-03-29T00:00", "Europe/Berlin", more)!,
  );
  expect((next! - day!) / 3_600_000).toBe(23);
  expect(zonedInstant("soon", "Europe/Berlin")).toBeNull();
});
