import { Button } from "@mantine/core";
import { IconCircleCheck, IconX } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { MachineId, ReasonId } from "#shared/kernel/id.ts";
import type { StopRow } from "#shared/stops/stop-row.ts";
import { useApi } from "../../shell/ApiProvider.tsx";
import { Empty } from "../../shell/PageStates.tsx";
import { ServerTable } from "../../shell/ServerTable.tsx";
import { useFormat } from "../../shell/use-format.ts";
import { useSession } from "../../shell/use-session.ts";
import { ClassifyPanel } from "./ClassifyPanel.tsx";
import { offeredReasons } from "./offered-reasons.ts";
import { StaleStopDialog } from "./StaleStopDialog.tsx";
import type { StopsSearch } from "./stops-search.ts";
import { useDigitKeys } from "./use-digit-keys.ts";
import { useRecentReasons } from "./use-recent-reasons.ts";
import { useStopColumns } from "./use-stop-columns.tsx";
import { useStopEdits } from "./use-stop-edits.tsx";
import classes from "./stops.module.css";

interface StopListProps {
  readonly range: { readonly from: number; readonly to: number };
  readonly search: StopsSearch;
}

const refetchMs = 15_000;
const sorts = ["attention", "start", "duration", "machine", "reason"] as const;

/** The stops of a range, those without a reason first; chosen ones are classified together. */
export function StopList({ range, search }: StopListProps) {
  const { t, i18n } = useTranslation("stops");
  const format = useFormat();
  const api = useApi();
  const { may } = useSession();
  /** Every stop that was listed, as it was last read. */
  const known = useRef(new Map<string, StopRow>());
  const [chosen, setChosen] = useState<ReadonlyMap<string, StopRow>>(new Map());
  const [opened, setOpened] = useState<readonly StopRow[]>([]);
  const [, choseReason] = useRecentReasons();
  const reasons = useQuery(api.stops.reasons.queryOptions()).data?.rows ?? [];
  const edits = useStopEdits(() => setChosen(new Map()));
  const { machine, category, shift, open, minor } = search;
  const filter = {
    range,
    onlyUnclassified: open,
    includeMinor: minor,
    ...(machine !== "" && { machineIds: [machine as MachineId] }),
    ...(category !== "" && { category }),
    ...(shift !== "" && { shiftCode: shift }),
  };
  const list = {
    key: () => [...api.stops.list.key(), filter] as const,
    call: async (
      page: {
        search: string;
        sortBy: (typeof sorts)[number];
        sortDirection: "asc" | "desc";
        offset: number;
        limit: number;
      },
      options?: { signal?: AbortSignal },
    ) => {
      const { search: words, sortBy, sortDirection, offset, limit } = page;
      const answer = await api.stops.list.call(
        { ...filter, search: words, sortBy, sortDirection, offset, limit },
        options,
      );
      for (const row of answer.rows) known.current.set(row.id, row);
      return answer;
    },
  };
  const toggle = (stop: StopRow) => {
    const next = new Map(chosen);
    if (!next.delete(stop.id)) next.set(stop.id, stop);
    setChosen(next);
  };
  const picked = [...chosen.values()].toSorted((a, b) => a.start - b.start);
  /** The chosen ones as they were last read: an edit is based on what the person sees. */
  const asRead = () => picked.map((stop) => known.current.get(stop.id) ?? stop);
  useDigitKeys(may("stop:classify") && opened.length === 0 && !edits.isBusy, (index) => {
    const focused = document.activeElement
      ?.closest("tr")
      ?.querySelector<HTMLElement>("[data-stop]");
    const one = known.current.get(focused?.dataset["stop"] ?? "");
    const stops = picked.length > 0 ? asRead() : one === undefined ? [] : [one];
    const machineIds = [...new Set(stops.map(({ machineId }) => machineId))];
    const reason = offeredReasons(reasons, machineIds, i18n.language)[index];
    if (stops.length === 0 || reason === undefined) return;
    choseReason(reason.id);
    edits.classify(stops, reason.id as ReasonId);
  });
  return (
    <>
      <ServerTable
        id="stops"
        label={t("page.title")}
        list={list}
        sorts={sorts}
        firstDirection="desc"
        columns={useStopColumns({ isChosen: (id) => chosen.has(id), toggle })}
        keyOf={(stop) => stop.id}
        onOpen={(stop) => setOpened([stop])}
        refetchMs={refetchMs}
        empty={
          <Empty
            icon={IconCircleCheck}
            title={t(open ? "page.allClassified.title" : "page.none.title")}
            text={t(open ? "page.allClassified.text" : "page.none.text")}
          />
        }
      />
      {picked.length > 0 && (
        <div className={classes.bulk} role="status">
          <strong>
            {t("panel.sum", {
              count: picked.length,
              time: format.duration(picked.reduce((sum, stop) => sum + stop.elapsedMs, 0)),
            })}
          </strong>
          <Button
            h={44}
            variant="default"
            leftSection={<IconX size={16} aria-hidden />}
            onClick={() => setChosen(new Map())}
          >
            {t("choose.forget")}
          </Button>
          <Button h={44} onClick={() => setOpened(asRead())}>
            {t("choose.together", { count: picked.length })}
          </Button>
        </div>
      )}
      {opened.length > 0 && (
        <ClassifyPanel
          stops={opened}
          onClose={() => {
            setOpened([]);
            setChosen(new Map());
          }}
        />
      )}
      <StaleStopDialog edits={edits} reasons={reasons} />
    </>
  );
}
