import { useQuery } from "@tanstack/react-query";
import type { ShiftRow } from "#shared/shifts/shifts.contract.ts";
import { useApi } from "./ApiProvider.tsx";
import { useEngineClock } from "./use-engine-clock.ts";
import { usePlant } from "./use-session.ts";

const dayMs = 86_400_000;
const refreshMs = 15 * 60_000;

/** Local date YYYY-MM-DD of an instant in a zone. */
const dateIn = (at: number, zone: string): string =>
  new Intl.DateTimeFormat("en-CA", { timeZone: zone, dateStyle: "short" }).format(at);

/** The shift that runs now by the pattern most machines follow; null between shifts or without a pattern. */
export function useCurrentShift(): ShiftRow | null {
  const api = useApi();
  const { plant } = usePlant();
  const now = useEngineClock(10_000);
  const patterns = useQuery(api.shifts.patterns.queryOptions({ staleTime: refreshMs }));
  const main = patterns.data?.rows.toSorted((a, b) => b.machineCount - a.machineCount)[0];
  // Yesterday's night shift may still run.
  const fromDate = dateIn(now - dayMs, plant.zone);
  const preview = useQuery(
    api.shifts.preview.queryOptions({
      input: { pattern: main?.pattern as never, fromDate, days: 3 },
      enabled: main !== undefined,
      staleTime: refreshMs,
    }),
  );
  return preview.data?.rows.find((shift) => shift.start <= now && now < shift.end) ?? null;
}
