import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import type { Id } from "#shared/kernel/id.ts";
import type { Span } from "#shared/kernel/span.ts";
import type { TrendLine } from "#shared/ui/chart/trend-line.ts";
import { useApi, useClient } from "../../shell/ApiProvider.tsx";
import { useStream } from "../../shell/use-stream.ts";
import { lineOf, type PickableTag } from "./tag-facts.ts";
import { tailPoint, withTail, type TailPoint } from "./trend-tail.ts";

const points = 1_000;
/** What is live is read from the historian again this often; in between live values are put behind it. */
const refreshMs = 15_000;
const mostTailPoints = 2_000;

/** The lines of the chosen tags over a view. While `isLive` the newest values follow by themselves. */
export function useTrendLines(tags: readonly PickableTag[], view: Span, isLive: boolean) {
  const api = useApi();
  // A view that ends now moves on with every second: it is asked for in steps, a little longer than shown.
  const step = isLive ? refreshMs : 1;
  const from = Math.floor(view.start / step) * step;
  const to = Math.max(from + 1, Math.ceil(view.end / step) * step);
  const tagIds = tags.map(({ id }) => id as Id<"tag">);
  const trend = useQuery(
    api.historian.trend.queryOptions({
      input: { tagIds, range: { from, to }, points },
      enabled: tagIds.length > 0,
      placeholderData: keepPreviousData,
      staleTime: isLive ? refreshMs / 2 : 60_000,
    }),
  );
  const tail = useTail(tags, isLive);
  const lines = useMemo(() => {
    const series = new Map(trend.data?.series.map((one) => [one.tagId, one]));
    return tags.flatMap((tag): TrendLine[] => {
      const stored = series.get(tag.id);
      if (stored === undefined) return [];
      const line = lineOf(tag, stored);
      return [isLive ? withTail(line, tail.get(tag.id) ?? []) : line];
    });
  }, [trend.data, tags, tail, isLive]);
  const isSummary = trend.data?.series.some(({ resolution }) => resolution === "summary") ?? false;
  return { lines, trend, isSummary };
}

/** Live values of the chosen tags since they were chosen. */
function useTail(
  tags: readonly PickableTag[],
  isLive: boolean,
): ReadonlyMap<string, readonly TailPoint[]> {
  const client = useClient();
  const [tail, setTail] = useState<ReadonlyMap<string, readonly TailPoint[]>>(new Map());
  const chosen = new Set(tags.map(({ id }) => id));
  const connections = [...new Set(tags.map(({ connectionId }) => connectionId))];
  const only = connections.length === 1 ? connections[0] : undefined;
  useStream(
    (signal) =>
      isLive && chosen.size > 0
        ? client.connections.watchValues(
            only === undefined ? {} : { connectionId: only as Id<"connection"> },
            { signal },
          )
        : nothing(signal),
    ({ values }) => {
      const mine = values.filter(({ tagId }) => chosen.has(tagId));
      if (mine.length === 0) return;
      setTail((before) => {
        const next = new Map(before);
        for (const value of mine) {
          const point = tailPoint(value);
          const known = next.get(value.tagId) ?? [];
          if (point === undefined || point.at <= (known.at(-1)?.at ?? -Infinity)) continue;
          next.set(value.tagId, [...known.slice(-mostTailPoints), point]);
        }
        return next;
      });
    },
    [client, isLive, only, chosen.size > 0],
  );
  return tail;
}

/** A stream that tells nothing until nobody listens any more. */
async function* nothingEver(signal: AbortSignal): AsyncGenerator<never> {
  await new Promise<void>((resolve) =>
    signal.addEventListener("abort", () => resolve(), { once: true }),
  );
  yield* [];
}
const nothing = (signal: AbortSignal) => Promise.resolve(nothingEver(signal));
