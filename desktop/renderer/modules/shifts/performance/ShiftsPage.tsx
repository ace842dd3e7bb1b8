import { Button, SegmentedControl } from "@mantine/core";
import { IconCalendarX, IconUsersGroup } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useApi } from "../../../shell/ApiProvider.tsx";
import { Page } from "../../../shell/Page.tsx";
import { Empty, Failure, Loading } from "../../../shell/PageStates.tsx";
import { useEngineClock } from "../../../shell/use-engine-clock.ts";
import { useSearchState } from "../../../shell/use-search-state.ts";
import { ShiftComparisonPanels } from "./ShiftComparisonPanels.tsx";
import { ShiftFilters } from "./ShiftFilters.tsx";
import { ShiftMatrix } from "./ShiftMatrix.tsx";
import { ShiftTable } from "./ShiftTable.tsx";
import { shiftsAsked, shiftsSearch, shiftViews, type ShiftView } from "./shifts-search.ts";

const refetchMs = 60_000;

/** How the shifts did: day by day, as a list of figures, and beside each other. */
export function ShiftsPage() {
  const { t } = useTranslation("shift-work");
  const api = useApi();
  const now = useEngineClock(60_000);
  const [search, change] = useSearchState(shiftsSearch);
  const asked = shiftsAsked(search, now);
  const compared = useQuery(
    api.shifts.compare.queryOptions({
      input: asked,
      placeholderData: keepPreviousData,
      refetchInterval: refetchMs,
    }),
  );
  return (
    <Page
      title={t("title")}
      purpose={t("purpose")}
      actions={
        <>
          <SegmentedControl
            aria-label={t("view.label")}
            value={search.view}
            data={shiftViews.map((value) => ({ value, label: t(`view.${value}`) }))}
            onChange={(view) => change({ view: view as ShiftView })}
          />
          <Button
            variant="default"
            h={36}
            leftSection={<IconCalendarX size={16} aria-hidden />}
            renderRoot={(root) => <Link {...root} to="/shifts/downtime" />}
          >
            {t("downtime.title")}
          </Button>
        </>
      }
    >
      <ShiftFilters search={search} range={asked.range} onChange={change} />
      {compared.data === undefined ? (
        compared.isError ? (
          <Failure error={compared.error} retry={() => void compared.refetch()} />
        ) : (
          <Loading rows={6} height={56} />
        )
      ) : compared.data.rows.length === 0 ? (
        <Empty
          icon={IconUsersGroup}
          title={t("empty.title")}
          text={t("empty.text")}
          action={
            <Button renderRoot={(root) => <Link {...root} to="/setup/shifts" />}>
              {t("empty.action")}
            </Button>
          }
        />
      ) : search.view === "days" ? (
        <ShiftMatrix
          rows={compared.data.rows}
          byDay={compared.data.byDay}
          now={compared.data.now}
        />
      ) : search.view === "compare" ? (
        <ShiftComparisonPanels compared={compared.data} />
      ) : (
        <ShiftTable asked={asked} per={search.per} onPer={(per) => change({ per })} />
      )}
    </Page>
  );
}
