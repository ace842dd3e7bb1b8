import { Select } from "@mantine/core";
import { IconPlayerPlay } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { z } from "zod";
import { longestReplayMs } from "#shared/replay/replay.contract.ts";
import { useApi } from "../../shell/ApiProvider.tsx";
import { Page } from "../../shell/Page.tsx";
import { Empty, Failure, Loading } from "../../shell/PageStates.tsx";
import { useEngineClock } from "../../shell/use-engine-clock.ts";
import { useFormat } from "../../shell/use-format.ts";
import { useSearchState } from "../../shell/use-search-state.ts";
import { ReplayPlayer } from "./ReplayPlayer.tsx";

const dayMs = 86_400_000;
const daysOffered = 30;

const replaySearch = z.object({
  from: z.int().optional().catch(undefined),
  to: z.int().optional().catch(undefined),
});

/** A past shift shown again: states, runs, calls and people, scrubbed by hand or played up to 60 times as fast. */
export function ReplayPage() {
  const { t } = useTranslation("replay");
  const api = useApi();
  const format = useFormat();
  const now = useEngineClock(60_000);
  const [search, change] = useSearchState(replaySearch);
  const until = Math.ceil(now / 60_000) * 60_000;
  const shifts = useQuery(
    api.handover.list.queryOptions({
      input: { range: { from: until - daysOffered * dayMs, to: until }, limit: 200 },
      staleTime: 60_000,
    }),
  );
  // Shifts of several patterns may lie at the same time: they are one choice.
  const options = [
    ...new Map(
      (shifts.data?.rows ?? []).map(({ shift }) => [
        `${shift.start} ${shift.end}`,
        `${format.dayShort(shift.start)} · ${shift.name} · ${format.clock(shift.start)}–${format.clock(shift.end)}`,
      ]),
    ),
  ].map(([value, label]) => ({ value, label }));
  // Without a choice: the last shift that is over, or the one that runs when none is.
  const ended = shifts.data?.rows.find(({ shift }) => shift.end <= now) ?? shifts.data?.rows[0];
  const from = search.from ?? ended?.shift.start;
  const wantedTo = search.to ?? ended?.shift.end;
  const to =
    from === undefined || wantedTo === undefined
      ? undefined
      : Math.min(wantedTo, from + longestReplayMs);
  const isAsked = from !== undefined && to !== undefined && from < to;
  const replay = useQuery(
    api.replay.load.queryOptions({
      input: { range: { from: from ?? 0, to: to ?? 1 } },
      enabled: isAsked,
      staleTime: Number.POSITIVE_INFINITY,
    }),
  );
  return (
    <Page
      title={t("page.title")}
      purpose={t("page.purpose")}
      actions={
        options.length > 0 && (
          <Select
            aria-label={t("page.shift")}
            data={options}
            value={isAsked ? `${from} ${wantedTo}` : null}
            onChange={(chosen) => {
              const [start, end] = (chosen ?? "").split(" ").map(Number);
              if (chosen !== null) change({ from: start, to: end });
            }}
            placeholder={t("page.shift")}
            searchable
            allowDeselect={false}
            w={320}
            maw="100%"
          />
        )
      }
    >
      {replay.isError ? (
        <Failure error={replay.error} retry={() => void replay.refetch()} />
      ) : replay.data !== undefined ? (
        <ReplayPlayer key={`${from} ${to}`} replay={replay.data} />
      ) : shifts.isPending || (isAsked && replay.isPending) ? (
        <Loading rows={8} height={44} />
      ) : (
        <Empty icon={IconPlayerPlay} title={t("empty.title")} text={t("empty.text")} />
      )}
    </Page>
  );
}
