import { useEffect, useEffectEvent, useState } from "react";
import { nextShown } from "./board-order.ts";

/** Tiles change places at most this often. */
const calmMs = 2_000;

/**
 * The order tiles are shown in: follows the wanted one at most every two seconds and never while `isHeld` (somebody
 * points at a tile or has it focused). What appears or vanishes is shown at once.
 */
export function useShownOrder(
  wanted: readonly string[],
  isHeld: boolean,
  sortKey: string,
): readonly string[] {
  const [shown, setShown] = useState({ order: wanted, sortKey });
  const follow = useEffectEvent(() =>
    setShown((before) => {
      const order = nextShown(before.order, wanted, true);
      return order === before.order ? before : { ...before, order };
    }),
  );
  useEffect(() => {
    if (isHeld) return undefined;
    const timer = window.setInterval(follow, calmMs);
    return () => window.clearInterval(timer);
  }, [isHeld]);

  // Another sorting or filter was asked for: that is no movement by itself.
  if (shown.sortKey !== sortKey) {
    setShown({ order: wanted, sortKey });
    return wanted;
  }
  return nextShown(shown.order, wanted, false);
}
