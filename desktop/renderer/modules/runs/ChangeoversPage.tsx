import { SegmentedControl, Select, Group } from "@mantine/core";
import { IconReplace } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { MachineId } from "#shared/kernel/id.ts";
import { hourMs } from "#shared/kernel/instant.ts";
import type { ChangeoverRow } from "#shared/runs/changeover.ts";
import { Panel } from "#shared/ui/panel/Panel.tsx";
import { useApi } from "../../shell/ApiProvider.tsx";
import { BackLink } from "../../shell/BackLink.tsx";
import { Page } from "../../shell/Page.tsx";
import { Empty, Failure, Loading } from "../../shell/PageStates.tsx";
import { useEngineClock } from "../../shell/use-engine-clock.ts";
import { useSearchState } from "../../shell/use-search-state.ts";
import { ledgerRange, spans, type LedgerSpan } from "../ledger/ledger-search.ts";
import { RangeDates } from "../ledger/RangeDates.tsx";
import { ViewMenu } from "../views/ViewMenu.tsx";
import { FilmStrips, PhaseLegend } from "./FilmStrips.tsx";
import { MatrixPanel } from "./MatrixPanel.tsx";
import { changeoversSearch, type ChangeoversSearch } from "./runs-search.ts";
import { knownMs, missingReasons } from "./strip-bar.ts";
import classes from "./changeovers.module.css";

const everything = { limit: 5_000 };
const shownAtOnce = 100;
/** What was learned rests on so much of the past, whatever is shown. */
const learnMs = 180 * 24 * hourMs;

/** Each changeover from the last good piece to the first minute at rate, and what is learned of them. */
export function ChangeoversPage() {
  const { t } = useTranslation(["runs", "ledger"]);
  const api = useApi();
  const now = useEngineClock(60_000);
  const [search, change] = useSearchState(changeoversSearch);
  const range = ledgerRange(search, now);
  const { machine, kind, order } = search;
  const machineIds = machine === "" ? [] : [machine as MachineId];
  const options = { placeholderData: keepPreviousData };
  const machines = useQuery(api.machines.list.queryOptions({ input: everything }));
  const told = useQuery(
    api.runs.changeovers.queryOptions({
      input: { range, machineIds, limit: shownAtOnce, ...(kind !== "" && { kind }) },
      ...options,
    }),
  );
  const learnedFrom = { from: Math.min(range.from, range.to - learnMs), to: range.to };
  const learned = useQuery(
    api.runs.matrix.queryOptions({ input: { range: learnedFrom, machineIds }, ...options }),
  );
  const failed = [told, learned].find(({ isError, data }) => isError && data === undefined);
  const isChosen = search.from !== undefined && search.to !== undefined;
  const rows =
    order === "time"
      ? (told.data?.rows ?? [])
      : (told.data?.rows ?? []).toSorted((a, b) => knownMs(b) - knownMs(a));
  return (
    <Page
      title={t("runs:changeovers.title")}
      purpose={t("runs:changeovers.purpose")}
      back={<BackLink to="/runs" label={t("runs:title")} />}
      actions={
        <>
          <SegmentedControl
            aria-label={t("ledger:range.label")}
            value={isChosen ? "" : search.span}
            data={Object.keys(spans).map((span) => ({
              value: span,
              label: t(`ledger:range.${span}`),
            }))}
            onChange={(span) =>
              change({ span: span as LedgerSpan, from: undefined, to: undefined })
            }
          />
          <ViewMenu />
        </>
      }
    >
      <Group gap="sm" align="end">
        <RangeDates range={range} onChange={change} />
        <Select
          w={170}
          label={t("runs:columns.machine")}
          placeholder={t("runs:list.allMachines")}
          value={machine === "" ? null : machine}
          data={(machines.data?.rows ?? []).map(({ id, code }) => ({ value: id, label: code }))}
          onChange={(chosen) => change({ machine: chosen ?? "" })}
          searchable
          clearable
        />
        <Select
          w={190}
          label={t("runs:changeovers.kind")}
          allowDeselect={false}
          value={kind === "" ? "all" : kind}
          data={[
            { value: "product", label: t("runs:changeovers.kinds.product") },
            { value: "order", label: t("runs:changeovers.kinds.order") },
            { value: "all", label: t("runs:changeovers.kinds.all") },
          ]}
          onChange={(chosen) =>
            change({ kind: (chosen === "all" ? "" : chosen) as ChangeoversSearch["kind"] })
          }
        />
        <Select
          w={190}
          label={t("runs:changeovers.order")}
          allowDeselect={false}
          value={order}
          data={[
            { value: "time", label: t("runs:changeovers.byTime") },
            { value: "length", label: t("runs:changeovers.byLength") },
          ]}
          onChange={(chosen) => change({ order: chosen as ChangeoversSearch["order"] })}
        />
      </Group>
      {failed !== undefined && <Failure error={failed.error} retry={() => void failed.refetch()} />}
      {told.data === undefined ? (
        failed === undefined && <Loading rows={4} height={90} />
      ) : (
        <Panel
          title={t("runs:changeovers.strips")}
          aside={t("runs:changeovers.count", { count: told.data.total })}
        >
          {rows.length === 0 ? (
            <Empty
              icon={IconReplace}
              title={t("runs:changeovers.emptyTitle")}
              text={t("runs:changeovers.emptyText")}
            />
          ) : (
            <>
              <PhaseLegend />
              <FilmStrips rows={rows} cells={learned.data?.rows ?? []} />
              {told.data.total > rows.length && (
                <p className={classes.note}>
                  {t("runs:changeovers.more", { count: told.data.total - rows.length })}
                </p>
              )}
              <Missing rows={rows} />
            </>
          )}
        </Panel>
      )}
      {learned.data !== undefined && <MatrixPanel cells={learned.data.rows} />}
    </Page>
  );
}

/** What keeps changeovers from being told to their end, and what would help. */
function Missing(props: { readonly rows: readonly ChangeoverRow[] }) {
  const { t } = useTranslation("runs");
  const reasons = missingReasons(props.rows);
  if (reasons.length === 0) return null;
  return (
    <section className={classes.reasons} aria-label={t("changeovers.missing")}>
      <h3>{t("changeovers.missing")}</h3>
      <ul>
        {reasons.map(({ reason, count }) => (
          <li key={reason}>
            <b>{count} ×</b> {t(`gaps.${reason}.text`)}
          </li>
        ))}
      </ul>
    </section>
  );
}
