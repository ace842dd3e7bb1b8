import { Anchor, Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { MachineId } from "#shared/kernel/id.ts";
import type { MachineRow } from "#shared/machines/machines.contract.ts";
import type { RunRow } from "#shared/runs/runs.contract.ts";
import { Panel } from "#shared/ui/panel/Panel.tsx";
import table from "#shared/ui/panel/PlainTable.module.css";
import { ScrollTable } from "#shared/ui/panel/ScrollTable.tsx";
import { useApi } from "../../shell/ApiProvider.tsx";
import { Failure, Loading } from "../../shell/PageStates.tsx";
import { useFormat } from "../../shell/use-format.ts";
import { usePlant, useSession } from "../../shell/use-session.ts";
import type { RunDraft } from "./run-values.ts";
import { RunDrawer } from "./RunDrawer.tsx";
import { MadeCell, useSourceText } from "./use-run-columns.tsx";

const refetchMs = 10_000;

/** What was made on a machine in a range, newest first, and the way to say what is made now. */
export function MachineRunsPanel(props: {
  readonly machine: MachineRow;
  readonly range: { readonly from: number; readonly to: number };
}) {
  const { t } = useTranslation("runs");
  const api = useApi();
  const { may } = useSession();
  const { now } = usePlant();
  const { machine, range } = props;
  const [opened, setOpened] = useState<RunRow | RunDraft | null>(null);
  const runs = useQuery(
    api.runs.list.queryOptions({
      input: { machineIds: [machine.id as MachineId], range, limit: 200 },
      refetchInterval: () => (now() < range.to + refetchMs ? refetchMs : false),
    }),
  );
  const maySet = may("run:set");
  const reportsItself =
    machine.signals.product !== undefined || machine.signals.order !== undefined;
  const start = () =>
    setOpened({
      machineId: machine.id,
      productCode: null,
      orderNo: null,
      target: null,
      cavities: null,
      source: "person",
    });
  return (
    <Panel
      title={t("machine.title")}
      aside={
        <>
          <Anchor component={Link} to={"/runs" as never} size="sm">
            {t("machine.all")}
          </Anchor>
          {maySet && !reportsItself && (
            <Button size="compact-sm" variant="light" ml="sm" onClick={start}>
              {t("now.startNext")}
            </Button>
          )}
        </>
      }
    >
      {runs.isError && runs.data === undefined && (
        <Failure error={runs.error} retry={() => void runs.refetch()} />
      )}
      {runs.isPending && <Loading rows={2} />}
      {runs.data !== undefined &&
        (runs.data.rows.length === 0 ? (
          <p className={table.none}>{t("machine.none")}</p>
        ) : (
          <RunTable rows={runs.data.rows} now={now()} onCorrect={maySet ? setOpened : undefined} />
        ))}
      {opened !== null && <RunDrawer run={opened} onClose={() => setOpened(null)} />}
    </Panel>
  );
}

function RunTable(props: {
  readonly rows: readonly RunRow[];
  readonly now: number;
  readonly onCorrect: ((run: RunRow) => void) | undefined;
}) {
  const { t } = useTranslation("runs");
  const format = useFormat();
  const sourceText = useSourceText();
  const { rows, now, onCorrect } = props;
  return (
    <ScrollTable
      label={t("machine.title")}
      head={
        <tr>
          <th>{t("columns.product")}</th>
          <th>{t("columns.start")}</th>
          <th className={table.number}>{t("columns.good")}</th>
          {onCorrect !== undefined && <th aria-label={t("now.correct")} />}
        </tr>
      }
    >
      {rows.map((run) => (
        <tr key={run.id}>
          <td>
            <MadeCell run={run} />
            <div className={table.quiet}>
              {[run.orderNo, sourceText(run)].filter((part) => part !== null).join(" · ")}
            </div>
          </td>
          <td className={table.still}>
            {format.dateTime(run.start)}
            <div className={table.quiet}>
              {format.duration(Math.max(0, (run.end ?? now) - run.start))}
              {run.end === null && ` ${t("running")}`}
            </div>
          </td>
          <td className={table.number}>
            {run.target === null
              ? format.pieces(run.good)
              : t("ofTarget", { good: format.pieces(run.good), target: format.pieces(run.target) })}
          </td>
          {onCorrect !== undefined && (
            <td>
              <Button size="compact-xs" variant="subtle" onClick={() => onCorrect(run)}>
                {t("now.correct")}
              </Button>
            </td>
          )}
        </tr>
      ))}
    </ScrollTable>
  );
}
