/** Simulated time goes `speed` times as fast as the wall clock, from one instant on that both have in common. */
export interface SimulatedClock {
  readonly speed: number;
  simulatedAt(wallMs: number): number;
  /** The wall-clock instant of a simulated one, whole milliseconds. */
  wallAt(simulatedMs: number): number;
}

/** A clock that shows `simulatedStart` when the wall clock shows `wallStart`. */
export function simulatedClock(
  wallStart: number,
  simulatedStart: number,
  speed: number,
): SimulatedClock {
  return {
    speed,
    simulatedAt: (wallMs) => simulatedStart + Math.floor((wallMs - wallStart) * speed),
    wallAt: (simulatedMs) => wallStart + Math.round((simulatedMs - simulatedStart) / speed),
  };
}
