import type { TagId } from "#shared/kernel/id.ts";
import type { Sample } from "#shared/machines/sample.ts";

/** So many new samples wait while history is read; beyond that the link goes live without the rest of the history. */
const mostHeld = 500_000;
/** Samples handed on in one piece, so that a worker can breathe between them. */
export const pieceSize = 5_000;

/** New samples that came before the link is live. */
export class HeldSamples {
  #samples: Sample[] = [];
  #overfull: () => void = () => undefined;

  /** Calls back once when so much waits that the history must not be waited for any longer. */
  onOverfull(tell: () => void): void {
    this.#overfull = tell;
  }

  hold(samples: readonly Sample[]): void {
    for (const sample of samples) this.#samples.push(sample);
    if (this.#samples.length > mostHeld) this.#overfull();
  }

  /** Everything in the order in which it came; nothing is held afterwards. */
  release(): Sample[] {
    return this.#samples.splice(0);
  }

  /**
   * When the server took the first new reading of each tag: from there on the history is ours already. Not before the
   * subscription was made, although its times may be older: a subscription begins with the present value as it was last
   * changed, in the gap or before, and some servers leave the server time of that change on it. By the server's clock.
   */
  firstTimes(subscribedAt: number): ReadonlyMap<TagId, number> {
    const first = new Map<TagId, number>();
    for (const { tag, sourceTime, serverTime } of this.#samples) {
      const taken = Math.max(sourceTime ?? subscribedAt, serverTime ?? subscribedAt, subscribedAt);
      if (!first.has(tag)) first.set(tag, taken);
    }
    return first;
  }
}

/**
 * What the history adds to the new readings, in time order over all tags: of each tag what was in effect when the gap
 * began, though that may be known already, and then what no new reading says.
 */
export function beforeNewReadings(
  history: readonly Sample[],
  firstTimes: ReadonlyMap<TagId, number>,
): Sample[] {
  const begun = new Set<TagId>();
  return history
    .filter(({ tag, sourceTime }) => {
      const isFirst = !begun.has(tag);
      begun.add(tag);
      const first = firstTimes.get(tag);
      return isFirst || first === undefined || (sourceTime ?? 0) < first;
    })
    .toSorted((a, b) => (a.sourceTime ?? 0) - (b.sourceTime ?? 0));
}
