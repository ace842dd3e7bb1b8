import { SegmentedControl } from "@mantine/core";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useApi } from "../../shell/ApiProvider.tsx";
import { Page } from "../../shell/Page.tsx";
import { Failure, Loading } from "../../shell/PageStates.tsx";
import { useEngineClock } from "../../shell/use-engine-clock.ts";
import { useFormat } from "../../shell/use-format.ts";
import { useSearchState } from "../../shell/use-search-state.ts";
import { useSession } from "../../shell/use-session.ts";
import { ViewMenu } from "../views/ViewMenu.tsx";
import { GapsPanel } from "./GapsPanel.tsx";
import { KnowledgePanel } from "./KnowledgePanel.tsx";
import {
  ledgerRange,
  ledgerSearch,
  spans,
  type LedgerSearch,
  type LedgerSpan,
} from "./ledger-search.ts";
import { RangeDates } from "./RangeDates.tsx";
import { UptimePanel } from "./UptimePanel.tsx";
import classes from "./LedgerPage.module.css";

const refetchMs = 15_000;

/** Every stretch in which nothing was known: how the connections held, how the machines' time is known, each gap. */
export function LedgerPage() {
  const { t } = useTranslation("ledger");
  const format = useFormat();
  const api = useApi();
  const { may } = useSession();
  const now = useEngineClock(60_000);
  const [search, change] = useSearchState(ledgerSearch);
  const range = ledgerRange(search, now);
  const options = { refetchInterval: refetchMs, placeholderData: keepPreviousData };
  const uptime = useQuery(api.ledger.uptime.queryOptions({ input: { range }, ...options }));
  const known = useQuery(
    api.ledger.knowledge.queryOptions({
      input: { range },
      enabled: may("machine:read"),
      ...options,
    }),
  );
  const isChosen = search.from !== undefined && search.to !== undefined;
  const failed = [uptime, known].find(({ isError, data }) => isError && data === undefined);
  return (
    <Page
      title={t("title")}
      purpose={t("purpose")}
      actions={
        <>
          <SegmentedControl
            aria-label={t("range.label")}
            value={isChosen ? "" : search.span}
            data={Object.keys(spans).map((span) => ({ value: span, label: t(`range.${span}`) }))}
            onChange={(span) =>
              change({ span: span as LedgerSpan, from: undefined, to: undefined })
            }
          />
          <ViewMenu />
        </>
      }
    >
      <RangeDates range={range} onChange={change} />
      <p className={classes.shown}>
        {t("range.shown", { from: format.dateTime(range.from), to: format.dateTime(range.to) })}
      </p>
      {failed !== undefined && <Failure error={failed.error} retry={() => void failed.refetch()} />}
      {uptime.data === undefined ? (
        failed === undefined && <Loading rows={3} height={48} />
      ) : (
        <UptimePanel rows={uptime.data.rows} />
      )}
      {known.data !== undefined && <KnowledgePanel rows={known.data.rows} range={range} />}
      {/* Not before what stands above it: it would move from under the hand. */}
      {!uptime.isPending && !known.isLoading && (
        <GapsPanel
          range={range}
          search={search}
          connections={uptime.data?.rows ?? []}
          // Other gaps begin at their first page.
          onChange={(filter) => change({ ...filter, page: 1 } as Partial<LedgerSearch>)}
        />
      )}
    </Page>
  );
}
