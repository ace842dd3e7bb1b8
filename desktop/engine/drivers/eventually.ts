/**
 * Waits until the condition holds; rejects with `what` after the limit. Tests wait with this and never assert how long
 * something took.
 */
export async function eventually(
  condition: () => boolean,
  what: string,
  limitMs = 30_000,
): Promise<void> {
  const started = performance.now();
  while (!condition()) {
    if (performance.now() - started > limitMs)
      throw new Error(`did not happen within ${limitMs} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
