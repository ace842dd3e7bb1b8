const most = 12;

/** Decimals that the ticks of an axis need so that no two of them read the same; `step` from one to the next. */
export function stepDecimals(step: number): number {
  for (let decimals = 0; decimals < most; decimals++) {
    const scaled = step * 10 ** decimals;
    if (Math.abs(scaled - Math.round(scaled)) < 1e-6 * scaled) return decimals;
  }
  return most;
}
