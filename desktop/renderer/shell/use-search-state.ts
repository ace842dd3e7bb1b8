import { useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback } from "react";
import type { z } from "zod";

/**
 * Filters that live in the address, so that back button and bookmarks work. A value in the address that the schema
 * does not accept is dropped (give the fields defaults with `.catch(…)`).
 */
export function useSearchState<Schema extends z.ZodType<Record<string, unknown>>>(
  schema: Schema,
): readonly [z.output<Schema>, (change: Partial<z.output<Schema>>) => void] {
  const search: unknown = useSearch({ strict: false });
  const navigate = useNavigate();
  const parsed = schema.safeParse(search);
  const value = parsed.success ? parsed.data : schema.parse({});
  const change = useCallback(
    (patch: Partial<z.output<Schema>>) =>
      void navigate({
        to: ".",
        search: ((previous: object) => ({ ...previous, ...patch })) as never,
        replace: true,
      }),
    [navigate],
  );
  return [value, change];
}
