import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { addDays } from "#shared/shifts/local-time.ts";
import type { ShiftPattern } from "#shared/shifts/shift-pattern.ts";
import { useApi } from "../../../shell/ApiProvider.tsx";
import { previewDays, type PreviewDay } from "./preview-days.ts";

/** Typing waits this long before the engine is asked again. */
const settleMs = 300;

export interface ShiftPreviewState {
  /** Undefined until the first answer, and while no pattern has been right yet. */
  readonly days: readonly PreviewDay[] | undefined;
  readonly error: Error | null;
  readonly retry: () => void;
}

/**
 * What a pattern that need not be saved yet gives in the plant's zone, day by day.
 *
 * @param pattern null while a rule is broken: the last good one stays in sight
 */
export function useShiftPreview(
  pattern: ShiftPattern | null,
  fromDate: string,
  days: number,
): ShiftPreviewState {
  const api = useApi();
  const [good, setGood] = useState(pattern);
  if (pattern !== null && JSON.stringify(pattern) !== JSON.stringify(good)) setGood(pattern);
  const [settled] = useDebouncedValue(good, settleMs);
  const asked = { fromDate: addDays(fromDate, -1), days: days + 1 };
  const answer = useQuery({
    ...api.shifts.preview.queryOptions({ input: { ...asked, pattern: settled! } }),
    enabled: settled !== null,
    placeholderData: keepPreviousData,
  });
  // Until the next fortnight is there, the one before stays in sight under its own dates.
  const [shownFrom, setShownFrom] = useState(fromDate);
  const { data, isPlaceholderData } = answer;
  if (data !== undefined && !isPlaceholderData && shownFrom !== fromDate) setShownFrom(fromDate);
  const shown = useMemo(
    () => data && previewDays(data.rows, data.zone, shownFrom, days),
    [data, shownFrom, days],
  );
  return { days: shown, error: answer.error, retry: () => void answer.refetch() };
}
