import { Button, Group, SegmentedControl, Select } from "@mantine/core";
import { IconBarrel, IconPlayerPlay, IconReplace } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { MachineId } from "#shared/kernel/id.ts";
import { runSources } from "#shared/runs/run-source.ts";
import type { RunRow, ScanProposal } from "#shared/runs/runs.contract.ts";
import { Panel } from "#shared/ui/panel/Panel.tsx";
import { useApi } from "../../shell/ApiProvider.tsx";
import { Callout } from "../../shell/Callout.tsx";
import { Page } from "../../shell/Page.tsx";
import { Empty, Failure, Loading } from "../../shell/PageStates.tsx";
import { ServerTable } from "../../shell/ServerTable.tsx";
import { useEngineClock } from "../../shell/use-engine-clock.ts";
import { useSearchState } from "../../shell/use-search-state.ts";
import { useSession } from "../../shell/use-session.ts";
import { ledgerRange, spans, type LedgerSpan } from "../ledger/ledger-search.ts";
import { RangeDates } from "../ledger/RangeDates.tsx";
import { ViewMenu } from "../views/ViewMenu.tsx";
import { EndRunDialog } from "./EndRunDialog.tsx";
import { OrderDialog } from "./OrderDialog.tsx";
import { ProductPicker } from "./ProductPicker.tsx";
import type { RunDraft } from "./run-values.ts";
import { RunDrawer } from "./RunDrawer.tsx";
import { RunsNow } from "./RunsNow.tsx";
import { runsSearch, type RunsSearch } from "./runs-search.ts";
import { ScanField } from "./ScanField.tsx";
import { useRunColumns } from "./use-run-columns.tsx";

const refetchMs = 5_000;
const everything = { limit: 5_000 };
const open = { onlyOpen: true, limit: 5_000 };

const draft = (more: Partial<RunDraft> = {}): RunDraft => ({
  machineId: null,
  productCode: null,
  orderNo: null,
  target: null,
  cavities: null,
  source: "person",
  ...more,
});

interface ListPage {
  readonly search: string;
  readonly sortBy: "start" | "machineCode" | "productCode" | "orderNo";
  readonly sortDirection: "asc" | "desc";
  readonly offset: number;
  readonly limit: number;
}

type Opened =
  | { readonly kind: "none" }
  | { readonly kind: "run"; readonly run: RunRow | RunDraft }
  | { readonly kind: "end"; readonly run: RunRow }
  | { readonly kind: "order"; readonly orderNo: string };
const nothing: Opened = { kind: "none" };

/** What runs where, and what ran: started by hand, by order string or by scan. */
export function RunsPage() {
  const { t } = useTranslation(["runs", "ledger"]);
  const api = useApi();
  const { may } = useSession();
  const [opened, setOpened] = useState<Opened>(nothing);
  const [unknownGtin, setUnknownGtin] = useState<string | null>(null);
  const machines = useQuery(api.machines.list.queryOptions({ input: everything }));
  const running = useQuery(api.runs.list.queryOptions({ input: open, refetchInterval: refetchMs }));
  const failed = [machines, running].find(({ isError, data }) => isError && data === undefined);
  const startable = (machines.data?.rows ?? []).filter(
    ({ signals }) => signals.product === undefined && signals.order === undefined,
  );
  const propose = (proposal: ScanProposal, source: "person" | "scan") => {
    setUnknownGtin(proposal.unknownGtin);
    if (proposal.unknownGtin !== null && proposal.orderNo === null) return;
    setOpened({
      kind: "run",
      run: draft({
        // With one machine there is nothing to choose.
        machineId: startable.length === 1 ? startable[0]!.id : null,
        productCode: proposal.product?.code ?? null,
        orderNo: proposal.orderNo,
        target: proposal.target,
        cavities: proposal.cavities,
        source,
      }),
    });
  };
  const close = () => setOpened(nothing);
  return (
    <Page
      title={t("runs:title")}
      purpose={t("runs:purpose")}
      actions={
        <>
          {may("run:set") && <ScanField onProposal={propose} />}
          <Button
            component={Link}
            to={"/runs/changeovers" as never}
            variant="default"
            leftSection={<IconReplace size={16} aria-hidden />}
          >
            {t("runs:changeovers.title")}
          </Button>
          {may("run:set") && (
            <Button
              leftSection={<IconPlayerPlay size={16} aria-hidden />}
              onClick={() => setOpened({ kind: "run", run: draft() })}
            >
              {t("runs:start")}
            </Button>
          )}
        </>
      }
    >
      {unknownGtin !== null && (
        <Callout tone="notice" title={t("runs:scan.unknownTitle")}>
          <span>{t("runs:scan.unknownText", { gtin: unknownGtin })}</span>
        </Callout>
      )}
      {failed !== undefined && <Failure error={failed.error} retry={() => void failed.refetch()} />}
      {machines.data === undefined || running.data === undefined ? (
        failed === undefined && <Loading rows={3} height={120} />
      ) : (
        <RunsNow
          machines={machines.data.rows}
          runs={running.data.rows}
          onStart={({ id }) => setOpened({ kind: "run", run: draft({ machineId: id }) })}
          onCorrect={(run) => setOpened({ kind: "run", run })}
          onEnd={(run) => setOpened({ kind: "end", run })}
        />
      )}
      {machines.data !== undefined && !running.isPending && (
        <RunList
          machines={machines.data.rows.map(({ id, code }) => ({ value: id, label: code }))}
          onOpen={may("run:set") ? (run) => setOpened({ kind: "run", run }) : undefined}
          onOrder={(orderNo) => setOpened({ kind: "order", orderNo })}
        />
      )}
      {opened.kind === "run" && <RunDrawer run={opened.run} onClose={close} />}
      {opened.kind === "order" && <OrderDialog orderNo={opened.orderNo} onClose={close} />}
      <EndRunDialog run={opened.kind === "end" ? opened.run : null} onClose={close} />
    </Page>
  );
}

function RunList(props: {
  readonly machines: readonly { readonly value: string; readonly label: string }[];
  readonly onOpen: ((run: RunRow) => void) | undefined;
  readonly onOrder: (orderNo: string) => void;
}) {
  const { t } = useTranslation(["runs", "ledger"]);
  const api = useApi();
  const now = useEngineClock(60_000);
  const [search, setSearch] = useSearchState(runsSearch);
  const range = ledgerRange(search, now);
  // Other runs begin at their first page.
  const change = (patch: Partial<RunsSearch>) =>
    setSearch({ ...patch, page: 1 } as Partial<RunsSearch>);
  const { machine, product, source } = search;
  const filter = {
    range,
    ...(machine !== "" && { machineIds: [machine as MachineId] }),
    ...(product !== "" && { productCode: product }),
    ...(source !== "" && { source }),
  };
  const isFiltered = machine !== "" || product !== "" || source !== "";
  const isChosen = search.from !== undefined && search.to !== undefined;
  const list = {
    key: () => [...api.runs.list.key(), filter] as const,
    // Runs are never deactivated, so the table's wish for inactive rows is left out.
    call: (
      { search: words, sortBy, sortDirection, offset, limit }: ListPage,
      options?: { signal?: AbortSignal },
    ) =>
      api.runs.list.call(
        { ...filter, search: words, sortBy, sortDirection, offset, limit },
        options,
      ),
  };
  return (
    <Panel title={t("runs:list.title")} aside={<ViewMenu />}>
      <Group gap="sm" align="end" mb="sm">
        <SegmentedControl
          aria-label={t("ledger:range.label")}
          value={isChosen ? "" : search.span}
          data={Object.keys(spans).map((span) => ({
            value: span,
            label: t(`ledger:range.${span}`),
          }))}
          onChange={(span) => change({ span: span as LedgerSpan, from: undefined, to: undefined })}
        />
        <RangeDates range={range} onChange={change} />
        <Select
          w={170}
          label={t("runs:columns.machine")}
          placeholder={t("runs:list.allMachines")}
          value={machine === "" ? null : machine}
          data={props.machines}
          onChange={(chosen) => change({ machine: chosen ?? "" })}
          searchable
          clearable
        />
        <ProductPicker
          w={210}
          label={t("runs:columns.product")}
          placeholder={t("runs:list.allProducts")}
          value={product === "" ? null : product}
          named={product === "" ? null : product}
          onChange={(chosen) => change({ product: chosen ?? "" })}
          clearable
        />
        <Select
          w={190}
          label={t("runs:columns.source")}
          placeholder={t("runs:list.allSources")}
          value={source === "" ? null : source}
          data={runSources.map((value) => ({ value, label: t(`runs:sources.${value}`) }))}
          onChange={(chosen) => change({ source: (chosen ?? "") as RunsSearch["source"] })}
          clearable
        />
        {isFiltered && (
          <Button variant="subtle" onClick={() => change({ machine: "", product: "", source: "" })}>
            {t("ledger:filter.clear")}
          </Button>
        )}
      </Group>
      <ServerTable
        id="runs"
        label={t("runs:list.title")}
        list={list}
        sorts={["start", "machineCode", "productCode", "orderNo"]}
        firstDirection="desc"
        columns={useRunColumns(props.onOrder)}
        keyOf={(run) => run.id}
        refetchMs={refetchMs * 2}
        {...(props.onOpen === undefined ? {} : { onOpen: props.onOpen })}
        empty={
          <Empty
            icon={IconBarrel}
            title={t("runs:empty.title")}
            text={t(isFiltered ? "runs:empty.filtered" : "runs:empty.text")}
          />
        }
      />
    </Panel>
  );
}
