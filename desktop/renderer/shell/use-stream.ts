import { useEffect, useEffectEvent, useState, type DependencyList } from "react";
import { useConnection } from "./ApiProvider.tsx";

/** A stream that ends right after it began must not spin. */
const pauseMs = 400;

/**
 * Follows a subscription of the engine as long as the component is mounted: subscribes again after a reconnect and
 * whenever `deps` change, aborts on unmount. A refusal (no permission, no such machine) ends it and is returned.
 */
export function useStream<Event>(
  subscribe: (signal: AbortSignal) => Promise<AsyncIterable<Event>>,
  onEvent: (event: Event) => void,
  deps: DependencyList = [],
): { readonly error: unknown } {
  const connection = useConnection();
  const [error, setError] = useState<unknown>(null);
  const subscribeNow = useEffectEvent(subscribe);
  const receive = useEffectEvent(onEvent);

  useEffect(() => {
    const abort = new AbortController();
    const { signal } = abort;
    const follow = async () => {
      while (!signal.aborted) {
        try {
          for await (const event of await subscribeNow(signal)) {
            if (signal.aborted) return;
            receive(event);
          }
        } catch (failure) {
          if (signal.aborted) return;
          if (connection.state().phase === "live" && isAnswer(failure)) {
            setError(failure);
            return;
          }
        }
        await pause(signal);
        await connection.whenLive(signal).catch(() => undefined);
      }
    };
    void follow();
    return () => {
      abort.abort();
      setError(null);
    };
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- the caller's deps decide when to subscribe anew
  }, [connection, ...deps]);

  return { error };
}

/** A typed refusal is an answer; anything else is worth another try. */
const isAnswer = (failure: unknown): boolean =>
  typeof failure === "object" &&
  failure !== null &&
  "defined" in failure &&
  failure.defined === true;

const pause = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const timer = window.setTimeout(resolve, pauseMs);
    signal.addEventListener("abort", () => (window.clearTimeout(timer), resolve()), { once: true });
  });
