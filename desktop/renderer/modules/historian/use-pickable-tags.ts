import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useApi } from "../../shell/ApiProvider.tsx";
import type { PickableTag } from "./tag-facts.ts";

const allMachines = { limit: 5_000, includeInactive: true };

/** Every tag of the plant with the code of its machine, by machine and code. */
export function usePickableTags() {
  const api = useApi();
  const tags = useQuery(api.connections.tags.queryOptions({ input: {} }));
  const machines = useQuery(api.machines.list.queryOptions({ input: allMachines }));
  const pickable = useMemo((): readonly PickableTag[] | undefined => {
    if (tags.data === undefined || machines.data === undefined) return undefined;
    const codes = new Map(machines.data.rows.map(({ id, code }) => [id, code]));
    return tags.data.rows
      .map((tag) => ({
        ...tag,
        machineCode: tag.machineId === null ? null : (codes.get(tag.machineId) ?? null),
      }))
      .toSorted(
        (a, b) =>
          (a.machineCode ?? "\uffff").localeCompare(b.machineCode ?? "\uffff") ||
          a.code.localeCompare(b.code),
      );
  }, [tags.data, machines.data]);
  const failed = [tags, machines].find(({ isError, data }) => isError && data === undefined);
  return { pickable, failed };
}
