import { useEffect, useState } from "react";

/** Which of `count` pages is up: the next one every `everyMs`, the same for all screens that show as many. */
export function useRotation(count: number, everyMs: number): number {
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    const timer = window.setInterval(() => setTurn((before) => before + 1), everyMs);
    return () => window.clearInterval(timer);
  }, [everyMs]);
  return count === 0 ? 0 : turn % count;
}
