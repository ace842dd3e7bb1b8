/** A server clock's difference from ours: `+12 ms`, `−1.4 s`, `+1 h 2 min`. `seconds` says long ones in words. */
export function clockOffsetText(offsetMs: number, seconds: (ms: number) => string): string {
  const sign = offsetMs < 0 ? "−" : "+";
  const size = Math.abs(offsetMs);
  if (size < 1_000) return `${sign}${Math.round(size)}\u00a0ms`;
  if (size < 10_000) return `${sign}${(size / 1_000).toFixed(1)}\u00a0s`;
  return `${sign}${seconds(size)}`;
}
