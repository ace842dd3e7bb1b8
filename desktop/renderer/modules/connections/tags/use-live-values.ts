import { useCallback, useMemo, useSyncExternalStore } from "react";
import type { LiveValue } from "#shared/connections/connection-rows.ts";
import type { Id } from "#shared/kernel/id.ts";
import { useClient } from "../../../shell/ApiProvider.tsx";
import { useStream } from "../../../shell/use-stream.ts";
import { LiveValueStore } from "./live-value-store.ts";

interface Watched {
  readonly connectionId?: string;
  readonly machineId?: string;
}

/** Follows the values of the tags of one connection or machine. */
export function useLiveValues(watched: Watched): LiveValueStore {
  const client = useClient();
  const { connectionId, machineId } = watched;
  // One store per watched connection or machine: values of the last one must not shine through.
  const watchedKey = `${connectionId ?? ""} ${machineId ?? ""}`;
  const store = useMemo(() => new LiveValueStore(watchedKey), [watchedKey]);
  useStream(
    (signal) =>
      client.connections.watchValues(
        {
          ...(connectionId !== undefined && { connectionId: connectionId as Id<"connection"> }),
          ...(machineId !== undefined && { machineId: machineId as Id<"machine"> }),
        },
        { signal },
      ),
    ({ values }) => store.receive(values),
    [client, store],
  );
  return store;
}

/** The latest value of one tag; undefined until there is one. */
export function useLiveValue(store: LiveValueStore, tagId: string): LiveValue | undefined {
  const subscribe = useCallback((tell: () => void) => store.subscribe(tagId, tell), [store, tagId]);
  return useSyncExternalStore(subscribe, () => store.valueOf(tagId));
}
