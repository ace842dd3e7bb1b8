import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Id } from "#shared/kernel/id.ts";
import { useApi, useClient } from "../../../shell/ApiProvider.tsx";
import { readFailure } from "../../../shell/failure.ts";
import { failureText } from "../../../shell/refusal-text.ts";
import type { ProposedTag } from "../tags/propose-tag.ts";

/** Stores several tags one after the other; one that is refused does not stop the others. */
export function useAddTags(connectionId: Id<"connection">) {
  const { t } = useTranslation();
  const api = useApi();
  const client = useClient();
  const queries = useQueryClient();
  const [isBusy, setBusy] = useState(false);

  /** Returns what went wrong by address; empty = all stored. */
  const addTags = async (
    tags: readonly ProposedTag[],
    machineId: string | null,
  ): Promise<ReadonlyMap<string, string>> => {
    setBusy(true);
    const failures = new Map<string, string>();
    for (const tag of tags) {
      try {
        await client.connections.createTag({
          ...tag,
          commandId: crypto.randomUUID(),
          connectionId,
          machineId: machineId as Id<"machine"> | null,
          unit: null,
          deadband: null,
        });
      } catch (error) {
        failures.set(tag.address, failureText(readFailure(error), t).text);
      }
    }
    setBusy(false);
    await queries.invalidateQueries({ queryKey: api.connections.key() });
    return failures;
  };
  return { addTags, isBusy };
}
