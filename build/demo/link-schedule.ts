import type { Span } from "#shared/kernel/span.ts";
import { hourMs, minuteMs } from "#shared/kernel/instant.ts";
import { anchorFor } from "./anchor.ts";
import { mostlyShort, seededRandom, waitingTime } from "./random.ts";

const liveAtLeastMs = 20 * minuteMs;
const liveMeanMs = 2 * hourMs;
const lostMs = [20_000, 6 * minuteMs] as const;

/** The seeded drops of the second line's link, from the one that ends after `from` on, without an end. Simulated time. */
export function* linkDrops(seed: number, from: number): Generator<Span, never> {
  const random = seededRandom(seed, "link");
  let at = anchorFor(from);
  for (;;) {
    const start = Math.round(at + liveAtLeastMs + waitingTime(random, liveMeanMs));
    const end = Math.round(start + mostlyShort(random, lostMs));
    if (end > from) yield { start, end };
    at = end;
  }
}
