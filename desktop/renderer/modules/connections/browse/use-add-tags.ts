import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Id } from "#shared/kernel/id.ts";
import { useApi, useClient } from "../../../shell/ApiProvider.tsx";
import { fieldErrorsOf, readFailure } from "../../../shell/failure.ts";
import { failureText, ruleText } from "../../../shell/refusal-text.ts";
import type { ProposedTag } from "../tags/propose-tag.ts";

/** What was refused: by address where a tag is meant, else one text for the whole. */
export interface RefusedTags {
  readonly byAddress: ReadonlyMap<string, string>;
  readonly general: string | null;
}

/** Stores several tags in one go: all or none. */
export function useAddTags(connectionId: Id<"connection">) {
  const { t } = useTranslation();
  const api = useApi();
  const client = useClient();
  const queries = useQueryClient();
  const [isBusy, setBusy] = useState(false);

  /** Returns what went wrong; null = all stored. */
  const addTags = async (
    tags: readonly ProposedTag[],
    machineId: string | null,
  ): Promise<RefusedTags | null> => {
    setBusy(true);
    try {
      await client.connections.putTags({
        commandId: crypto.randomUUID(),
        connectionId,
        machineId: machineId as Id<"machine"> | null,
        tags: [...tags],
      });
      await queries.invalidateQueries({ queryKey: api.connections.key() });
      return null;
    } catch (error) {
      const failure = readFailure(error);
      const byAddress = Object.entries(fieldErrorsOf(failure)).flatMap(([path, rule]) => {
        const tag = tags[Number(/^tags\.(\d+)/.exec(path)?.[1] ?? Number.NaN)];
        return tag === undefined ? [] : [[tag.address, ruleText(rule, t)] as const];
      });
      return {
        byAddress: new Map(byAddress),
        general: byAddress.length === 0 ? failureText(failure, t).text : null,
      };
    } finally {
      setBusy(false);
    }
  };
  return { addTags, isBusy };
}
