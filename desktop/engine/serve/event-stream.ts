/** At most four updates a second reach a screen. */
const quietMs = 250;

export interface EventSource<Event> {
  /** Calls `wake` whenever there may be something new; returns how to stop. */
  readonly listen: (wake: () => void) => () => void;
  /** What to send now; undefined = nothing after all. Whatever happened since the last call is in it. */
  readonly take: () => Event | undefined;
}

/**
 * Turns a source into the async iterable an operation streams: the first event at once, later ones at most four a
 * second. Nothing queues up behind a slow reader, because an event is made only when it is asked for.
 */
export async function* eventStream<Event>(
  source: EventSource<Event>,
  signal: AbortSignal | undefined,
): AsyncGenerator<Event, void> {
  let isDirty = true;
  let wake: () => void = () => {};
  const stop = source.listen(() => {
    isDirty = true;
    wake();
  });
  const onAbort = () => wake();
  signal?.addEventListener("abort", onAbort);
  try {
    while (!signal?.aborted) {
      if (isDirty) {
        isDirty = false;
        const event = source.take();
        if (event !== undefined) {
          const quietUntil = performance.now() + quietMs;
          yield event;
          const rest = Math.max(0, quietUntil - performance.now());
          await new Promise((resolve) => setTimeout(resolve, rest));
        }
        continue;
      }
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  } finally {
    stop();
    signal?.removeEventListener("abort", onAbort);
  }
}
