import { useEffect, useState } from "react";
import type { EngineState as SupervisedEngine } from "#desktop/preload/bridge.ts";

/** What the window says of the engine it supervises; null in a browser or before it said anything. */
export function useSupervisedEngine(): SupervisedEngine | null {
  const [state, setState] = useState<SupervisedEngine | null>(null);
  useEffect(() => window.unison?.onEngineState(setState), []);
  return state;
}
