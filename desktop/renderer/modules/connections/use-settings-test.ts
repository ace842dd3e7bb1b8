import { useMutation } from "@tanstack/react-query";
import type { ConnectionSecret } from "#shared/connections/connection-rows.ts";
import type { ConnectionSettings } from "#shared/connections/connection-settings.ts";
import type { Id } from "#shared/kernel/id.ts";
import { useClient } from "../../shell/ApiProvider.tsx";

interface Tried {
  readonly settings: ConnectionSettings;
  readonly secret: ConnectionSecret | null | undefined;
}

/** Tries settings that need not be saved; a connection that exists lends its stored secret. */
export function useSettingsTest(id?: Id<"connection">) {
  const client = useClient();
  return useMutation({
    mutationFn: ({ settings, secret }: Tried) =>
      client.connections.test({
        settings,
        ...(secret !== undefined && { secret }),
        ...(id !== undefined && { id }),
      }),
  });
}

export type SettingsTest = ReturnType<typeof useSettingsTest>;
