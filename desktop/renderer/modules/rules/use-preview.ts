import { useCallback, useEffect, useRef, useState } from "react";
import type { PreviewChange, PreviewResult } from "#shared/rules/preview-change.ts";
import { useClient } from "../../shell/ApiProvider.tsx";

/** Where a preview stands. */
export type PreviewState =
  | { readonly phase: "idle" }
  | { readonly phase: "running"; readonly share: number }
  | { readonly phase: "done"; readonly result: PreviewResult }
  | { readonly phase: "failed"; readonly error: unknown };

export interface Preview {
  readonly state: PreviewState;
  readonly start: (change: PreviewChange, weeks: number) => void;
  readonly cancel: () => void;
}

/** Tries a change on the last weeks; ends with the component that asked. */
export function usePreview(): Preview {
  const client = useClient();
  const [state, setState] = useState<PreviewState>({ phase: "idle" });
  const running = useRef<AbortController | null>(null);
  const cancel = useCallback(() => {
    running.current?.abort();
    running.current = null;
    setState({ phase: "idle" });
  }, []);
  useEffect(() => () => running.current?.abort(), []);
  const start = useCallback(
    (change: PreviewChange, weeks: number) => {
      running.current?.abort();
      const abort = new AbortController();
      running.current = abort;
      setState({ phase: "running", share: 0 });
      const follow = async () => {
        try {
          const steps = await client.rules.watchPreview(
            { change, weeks },
            { signal: abort.signal },
          );
          for await (const { share, result } of steps) {
            if (abort.signal.aborted) return;
            setState(result === null ? { phase: "running", share } : { phase: "done", result });
          }
        } catch (error) {
          if (!abort.signal.aborted) setState({ phase: "failed", error });
        }
      };
      void follow();
    },
    [client],
  );
  return { state, start, cancel };
}
