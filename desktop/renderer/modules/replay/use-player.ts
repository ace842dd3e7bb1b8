import { useEffect, useEffectEvent, useState } from "react";
import { playedTo } from "#shared/replay/replay-at.ts";

export const speeds = [1, 5, 20, 60] as const;
export type Speed = (typeof speeds)[number];

export interface Player {
  /** Where it stands, UTC milliseconds. */
  readonly at: number;
  readonly isPlaying: boolean;
  readonly speed: Speed;
  readonly play: () => void;
  readonly pause: () => void;
  readonly setSpeed: (speed: Speed) => void;
  /** Goes to an instant of the range; what lies beyond its edges becomes the edge. */
  readonly seek: (at: number) => void;
}

/** A clock that runs through `[from, to)` at a chosen speed; it pauses by itself at the end. */
export function usePlayer(from: number, to: number): Player {
  const [at, setAt] = useState(from);
  const [isPlaying, setPlaying] = useState(false);
  const [speed, setSpeed] = useState<Speed>(20);
  const advance = useEffectEvent((elapsedMs: number) => {
    const next = playedTo(at, elapsedMs, speed, to);
    setAt(next);
    if (next >= to) setPlaying(false);
  });
  useEffect(() => {
    if (!isPlaying) return;
    let last = performance.now();
    let frame = requestAnimationFrame(function step(now) {
      // A hidden window gets no frames: it goes on from where it was, not from where it would be.
      advance(Math.min(250, now - last));
      last = now;
      frame = requestAnimationFrame(step);
    });
    return () => cancelAnimationFrame(frame);
  }, [isPlaying]);
  return {
    at,
    isPlaying,
    speed,
    play: () => {
      if (at >= to) setAt(from);
      setPlaying(true);
    },
    pause: () => setPlaying(false),
    setSpeed,
    seek: (wanted) => setAt(Math.min(to, Math.max(from, wanted))),
  };
}
