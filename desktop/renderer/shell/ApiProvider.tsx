import { createTanstackQueryUtils } from "@orpc/tanstack-query";
import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from "@tanstack/react-query";
import {
  createContext,
  use,
  useEffect,
  useState,
  useSyncExternalStore,
  type ReactNode,
} from "react";
import type { EngineAddress } from "#desktop/preload/bridge.ts";
import { ConnectionLost } from "./connection-lost.ts";
import type { EngineState } from "./connection-state.ts";
import { EngineConnection, type PlantAppClient } from "./engine-connection.ts";
import { readFailure } from "./failure.ts";
import { PlantSession } from "./plant-session.ts";

const utilsOf = (client: PlantAppClient) => createTanstackQueryUtils(client);
export type PlantAppApi = ReturnType<typeof utilsOf>;

interface Api {
  readonly connection: EngineConnection;
  readonly session: PlantSession;
  readonly utils: PlantAppApi;
  readonly queries: QueryClient;
}

const ApiContext = createContext<Api | null>(null);

function createApi(address: EngineAddress): Api {
  const session = new PlantSession(window.sessionStorage);
  const connection = new EngineConnection({ address, greet: session.greet });
  const onError = (error: unknown) => {
    if (isSessionEnd(error)) session.signedOut();
  };
  const queries = new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: {
        // The engine is on this PC: the network's state says nothing about it.
        networkMode: "always",
        staleTime: 2_000,
        refetchOnWindowFocus: false,
        // A call that lost its socket waits for the next one; a refusal is an answer.
        retry: (failures, error) => error instanceof ConnectionLost && failures < 5,
        retryDelay: 0,
      },
      mutations: { networkMode: "always" },
    },
  });
  return { connection, session, utils: utilsOf(connection.client), queries };
}

/** The engine ended the session (role changed, password reset, expired): back to the sign-in. */
function isSessionEnd(error: unknown): boolean {
  const failure = readFailure(error);
  return (
    failure.kind === "refusal" &&
    failure.code === "UNAUTHENTICATED" &&
    failure.data.reason === "no_session"
  );
}

/** Connects the page to its engine and keeps it connected. */
export function ApiProvider(props: { address: EngineAddress; children: ReactNode }) {
  const [api] = useState(() => createApi(props.address));
  useEffect(() => {
    // What was read before the engine went away may have changed meanwhile.
    const forget = api.connection.subscribe(() => {
      if (api.connection.state().phase === "live") void api.queries.invalidateQueries();
    });
    api.connection.start();
    return () => {
      forget();
      api.connection.stop();
    };
  }, [api]);
  return (
    <ApiContext value={api}>
      <QueryClientProvider client={api.queries}>{props.children}</QueryClientProvider>
    </ApiContext>
  );
}

function useApiContext(): Api {
  const api = use(ApiContext);
  if (api === null) throw new Error("There is no ApiProvider above this component.");
  return api;
}

/** TanStack Query options of every operation: `useQuery(useApi().machines.list.queryOptions({ input }))`. */
export const useApi = (): PlantAppApi => useApiContext().utils;

/** The raw typed client, for streams and for one-off calls. */
export const useClient = (): PlantAppClient => useApiContext().connection.client;

export const useConnection = (): EngineConnection => useApiContext().connection;

export const usePlantSession = (): PlantSession => useApiContext().session;

export function useEngineState(): EngineState {
  const { connection } = useApiContext();
  return useSyncExternalStore(connection.subscribe, connection.state);
}
