/** One order of a combined run (nest, family mould) with its standard time Σ PRI·PQ in microseconds. */
export interface RunShare {
  readonly runId: string;
  readonly standardUs: bigint;
}

/**
 * Splits machine time over the orders of a combined run by their standard time, in whole milliseconds whose sum is the
 * machine's own time. What rounding leaves goes to the largest remainders, then by run id. Without any standard time
 * the orders share alike.
 */
export function shareMachineTime(
  machineMs: number,
  orders: readonly RunShare[],
): Map<string, number> {
  const standard = orders.reduce((sum, order) => sum + order.standardUs, 0n);
  const weighed = orders.map((order) => ({
    runId: order.runId,
    weight: standard === 0n ? 1n : order.standardUs,
  }));
  const whole = standard === 0n ? BigInt(orders.length) : standard;
  const shares = weighed.map(({ runId, weight }) => {
    const product = BigInt(machineMs) * weight;
    return { runId, ms: Number(product / whole), rest: product % whole };
  });
  let left = machineMs - shares.reduce((sum, share) => sum + share.ms, 0);
  const byRest = shares.toSorted((a, b) =>
    a.rest === b.rest ? (a.runId < b.runId ? -1 : 1) : a.rest > b.rest ? -1 : 1,
  );
  return new Map(byRest.map((share) => [share.runId, share.ms + (left-- > 0 ? 1 : 0)]));
}
