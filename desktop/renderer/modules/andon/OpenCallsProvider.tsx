import { createContext, use, useMemo, useState, type ReactNode } from "react";
import type { CallRow } from "#shared/andon/andon.contract.ts";
import { useClient } from "../../shell/ApiProvider.tsx";
import { useSession } from "../../shell/use-session.ts";
import { useStream } from "../../shell/use-stream.ts";

const OpenCallsContext = createContext<readonly CallRow[] | null>(null);

/** Follows the calls that are not closed once for the whole frame. */
export function OpenCallsProvider(props: { children: ReactNode }) {
  const { may } = useSession();
  return may("machine:read") ? <Following>{props.children}</Following> : props.children;
}

function Following(props: { children: ReactNode }) {
  const client = useClient();
  const [calls, setCalls] = useState<readonly CallRow[] | null>(null);
  useStream(
    (signal) => client.andon.watch(undefined, { signal }),
    (event) => setCalls(event.calls),
    [client],
  );
  return <OpenCallsContext value={calls}>{props.children}</OpenCallsContext>;
}

/** Every call that is not closed, the oldest first; null until the first word of them. */
export const useOpenCalls = (): readonly CallRow[] | null => use(OpenCallsContext);

/** Those of one machine. */
export function useCallsOf(machineId: string): readonly CallRow[] {
  const calls = useOpenCalls();
  return useMemo(
    () => calls?.filter((call) => call.machineId === machineId) ?? [],
    [calls, machineId],
  );
}
