import { useEffect, useState } from "react";
import { usePlant } from "./use-session.ts";

/** The engine's now, UTC milliseconds, ticking every `stepMs` (default one second) on whole steps. */
export function useEngineClock(stepMs = 1_000): number {
  const { now } = usePlant();
  const [at, setAt] = useState(now);
  useEffect(() => {
    let timer = 0;
    const tick = () => {
      setAt(now());
      timer = window.setTimeout(tick, stepMs - (now() % stepMs) + 1);
    };
    tick();
    return () => window.clearTimeout(timer);
  }, [now, stepMs]);
  return at;
}
