import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useSyncExternalStore } from "react";
import type { SignedInUser } from "#shared/access/access.contract.ts";
import type { Permission } from "#shared/access/permissions.ts";
import type { PlantFacts } from "#shared/plant/plant.contract.ts";
import { useClient, usePlantSession } from "./ApiProvider.tsx";
import { mayOf, type SessionState } from "./plant-session.ts";

export function useSessionState(): SessionState {
  const session = usePlantSession();
  return useSyncExternalStore(session.subscribe, session.state);
}

export interface SessionOfPage {
  readonly user: SignedInUser;
  /** Whether the role allows it; screens hide or disable what it does not. */
  readonly may: (permission: Permission) => boolean;
  readonly signOut: () => Promise<void>;
}

/** Who is signed in. Only for screens behind the sign-in. */
export function useSession(): SessionOfPage {
  const session = usePlantSession();
  const { user } = useSessionState();
  const client = useClient();
  const queries = useQueryClient();
  if (user === null) throw new Error("Nobody is signed in.");
  const may = useCallback((permission: Permission) => mayOf(user, permission), [user]);
  const signOut = useCallback(async () => {
    try {
      await client.access.signOut({ commandId: crypto.randomUUID() });
    } finally {
      session.signedOut();
      queries.clear();
    }
  }, [client, queries, session]);
  return { user, may, signOut };
}

/** The plant, and the engine's idea of now (UTC milliseconds), which may differ from this PC's. */
export function usePlant(): {
  readonly plant: PlantFacts;
  readonly now: () => number;
  readonly clockOffsetMs: number;
} {
  const { now } = usePlantSession();
  const { welcome, clockOffsetMs } = useSessionState();
  if (welcome?.plant == null) throw new Error("The plant is not set up yet.");
  return { plant: welcome.plant, now, clockOffsetMs };
}
