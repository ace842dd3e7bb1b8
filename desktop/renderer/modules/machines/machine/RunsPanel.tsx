import { useTranslation } from "react-i18next";
import type { Timeline } from "#shared/machines/machines.contract.ts";
import { Panel } from "#shared/ui/panel/Panel.tsx";
import table from "#shared/ui/panel/PlainTable.module.css";
import { ScrollTable } from "#shared/ui/panel/ScrollTable.tsx";
import { useFormat } from "../../../shell/use-format.ts";

/** What was made on the machine in the range, newest first. */
export function RunsPanel(props: { runs: Timeline["runs"]; now: number }) {
  const { t } = useTranslation("machines");
  const format = useFormat();
  const { runs, now } = props;
  return (
    <Panel title={t("runs.title")}>
      {runs.length === 0 ? (
        <p className={table.none}>{t("runs.none")}</p>
      ) : (
        <ScrollTable
          label={t("runs.title")}
          head={
            <tr>
              <th>{t("runs.product")}</th>
              <th>{t("runs.order")}</th>
              <th>{t("runs.start")}</th>
              <th className={table.number}>{t("runs.length")}</th>
            </tr>
          }
        >
          {runs.toReversed().map((run) => (
            <tr key={run.id}>
              <td>
                {run.productCode ?? <span className={table.quiet}>{t("board.noProduct")}</span>}
                {run.productName !== null && (
                  <span className={table.quiet}> {run.productName}</span>
                )}
              </td>
              <td>{run.orderNo ?? "–"}</td>
              <td className={table.still}>{format.dateTime(run.start)}</td>
              <td className={table.number}>
                {format.duration((run.end ?? now) - run.start)}
                {run.end === null && <span className={table.quiet}> {t("runs.running")}</span>}
              </td>
            </tr>
          ))}
        </ScrollTable>
      )}
    </Panel>
  );
}
