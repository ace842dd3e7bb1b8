import { Checkbox, Group, SegmentedControl, Select } from "@mantine/core";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { reasonCategories } from "#shared/stops/reason-category.ts";
import { useApi } from "../../shell/ApiProvider.tsx";
import { Page } from "../../shell/Page.tsx";
import { useEngineClock } from "../../shell/use-engine-clock.ts";
import { useFormat } from "../../shell/use-format.ts";
import { useSearchState } from "../../shell/use-search-state.ts";
import { ledgerRange } from "../ledger/ledger-search.ts";
import { RangeDates } from "../ledger/RangeDates.tsx";
import { ViewMenu } from "../views/ViewMenu.tsx";
import { CaseList } from "./CaseList.tsx";
import { StopList } from "./StopList.tsx";
import { stopsSearch, type StopsSearch } from "./stops-search.ts";
import classes from "./stops.module.css";

/** Why machines stood: every stop, what is known of it, and saying it. */
export function StopsPage() {
  const { t } = useTranslation("stops");
  const now = useEngineClock(60_000);
  const [search, setSearch] = useSearchState(stopsSearch);
  const range = ledgerRange(search, now);
  const isChosen = search.from !== undefined && search.to !== undefined;
  // Other stops begin at their first page.
  const change = (filter: Partial<StopsSearch>) =>
    setSearch({ ...filter, page: 1 } as Partial<StopsSearch>);
  return (
    <Page
      title={t("page.title")}
      purpose={t("page.purpose")}
      actions={
        <>
          <SegmentedControl
            aria-label={t("page.view")}
            value={search.view}
            data={(["list", "cases"] as const).map((view) => ({
              value: view,
              label: t(`page.views.${view}`),
            }))}
            onChange={(view) => change({ view: view as StopsSearch["view"] })}
          />
          <SegmentedControl
            aria-label={t("page.range")}
            value={isChosen ? "" : search.span}
            data={(["day", "week", "month"] as const).map((span) => ({
              value: span,
              label: t(`page.spans.${span}`),
            }))}
            onChange={(span) =>
              change({ span: span as StopsSearch["span"], from: undefined, to: undefined })
            }
          />
          <ViewMenu />
        </>
      }
    >
      <Filters search={search} range={range} change={change} />
      <Sums range={range} />
      {search.view === "list" ? (
        <StopList range={range} search={search} />
      ) : (
        <CaseList range={range} search={search} onGap={(gap) => change({ gap })} />
      )}
    </Page>
  );
}

interface FiltersProps {
  readonly search: StopsSearch;
  readonly range: { readonly from: number; readonly to: number };
  readonly change: (filter: Partial<StopsSearch>) => void;
}

function Filters({ search, range, change }: FiltersProps) {
  const { t } = useTranslation("stops");
  const api = useApi();
  const machines = useQuery(api.machines.list.queryOptions({ input: { limit: 1_000 } }));
  const patterns = useQuery(api.shifts.patterns.queryOptions());
  const shifts = new Map(
    (patterns.data?.rows ?? []).flatMap(({ pattern }) =>
      pattern.shifts.map(({ code, name }) => [code, name] as const),
    ),
  );
  const isList = search.view === "list";
  return (
    <Group gap="sm" align="end">
      <RangeDates range={range} onChange={change} />
      <Select
        label={t("columns.machine")}
        placeholder={t("page.everyMachine")}
        searchable
        clearable
        w={180}
        value={search.machine === "" ? null : search.machine}
        data={(machines.data?.rows ?? []).map(({ id, code }) => ({ value: id, label: code }))}
        onChange={(machine) => change({ machine: machine ?? "" })}
      />
      {isList && (
        <>
          <Select
            label={t("category")}
            placeholder={t("page.everyCategory")}
            clearable
            w={170}
            value={search.category === "" ? null : search.category}
            data={reasonCategories.map((category) => ({
              value: category,
              label: t(`categories.${category}.label`),
            }))}
            onChange={(category) =>
              change({ category: (category ?? "") as StopsSearch["category"] })
            }
          />
          {shifts.size > 0 && (
            <Select
              label={t("columns.shift")}
              placeholder={t("page.everyShift")}
              clearable
              w={150}
              value={search.shift === "" ? null : search.shift}
              data={[...shifts].map(([code, name]) => ({ value: code, label: name }))}
              onChange={(shift) => change({ shift: shift ?? "" })}
            />
          )}
          <Checkbox
            mb={8}
            label={t("page.onlyOpen")}
            checked={search.open}
            onChange={(event) => change({ open: event.currentTarget.checked })}
          />
          <Checkbox
            mb={8}
            label={t("page.withMinor")}
            checked={search.minor}
            onChange={(event) => change({ minor: event.currentTarget.checked })}
          />
        </>
      )}
    </Group>
  );
}

/** How much of the range waits for a reason. */
function Sums({ range }: { range: FiltersProps["range"] }) {
  const { t } = useTranslation("stops");
  const format = useFormat();
  const api = useApi();
  const { data } = useQuery(
    api.stops.unclassified.queryOptions({
      input: { range },
      refetchInterval: 30_000,
      placeholderData: keepPreviousData,
    }),
  );
  if (data === undefined) return <div className={classes.sums} />;
  return (
    <div className={classes.sums}>
      {data.count === 0 ? (
        <span>{t("page.nothingWaits")}</span>
      ) : (
        <span>
          <b>{t("page.waiting", { count: data.count, time: format.duration(data.ms) })}</b>
          {data.oldestAt !== null &&
            ` · ${t("page.oldest", { at: format.dateTime(data.oldestAt) })}`}
        </span>
      )}
      <span className={classes.keys}>{t("page.keys")}</span>
    </div>
  );
}
