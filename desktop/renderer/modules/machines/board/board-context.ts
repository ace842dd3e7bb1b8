import type { TFunction } from "i18next";
import { createContext, use, useCallback, useSyncExternalStore } from "react";
import type { Pace } from "#shared/ui/figure/pace.ts";
import { duration } from "#shared/ui/format/duration.ts";
import type { StripColours } from "#shared/ui/strip/strip-colours.ts";
import type { PageFormat } from "../../../shell/use-format.ts";
import type { BoardStore, TileView } from "./board-store.ts";
import type { SecondClock } from "./second-clock.ts";
import type { ViewWatch } from "./view-watch.ts";

interface Board {
  readonly store: BoardStore;
  readonly clock: SecondClock;
  readonly views: ViewWatch;
  readonly minorStopMs: number;
  /** The plant's target OEE, 0..1. */
  readonly targetOee: number;
  /** Words, numbers and colours, taken once for the whole board: hundreds of tiles share them. */
  readonly t: TFunction<["machines", "oee"]>;
  readonly format: PageFormat;
  readonly paceText: (pace: Pace) => string;
  readonly colours: StripColours;
}

export const BoardContext = createContext<Board | null>(null);

export function useBoard(): Board {
  const board = use(BoardContext);
  if (board === null) throw new Error("There is no plant board above this component.");
  return board;
}

/** One machine's tile; renders again for changes of this machine only. */
export function useTile(machineId: string): TileView | undefined {
  const { store } = useBoard();
  const subscribe = useCallback(
    (listener: () => void) => store.subscribeTile(machineId, listener),
    [store, machineId],
  );
  return useSyncExternalStore(subscribe, () => store.tile(machineId));
}

/** How long ago `since` was, ticking by itself; renders only when the text changes. */
export function useElapsed(since: number): string {
  const { clock } = useBoard();
  return useSyncExternalStore(clock.subscribe, () => duration(Math.max(0, clock.now() - since)));
}
