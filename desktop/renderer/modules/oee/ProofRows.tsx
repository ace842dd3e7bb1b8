import { Button } from "@mantine/core";
import { useEffect, useState } from "react";
import { flushSync } from "react-dom";
import { useTranslation } from "react-i18next";
import type { ProofCount, ProofSpan } from "#shared/oee/oee-proof.ts";
import type { TimeClass } from "#shared/oee/time-model.ts";
import { Panel } from "#shared/ui/panel/Panel.tsx";
import table from "#shared/ui/panel/PlainTable.module.css";
import { ScrollTable } from "#shared/ui/panel/ScrollTable.tsx";
import { markStyle } from "#shared/ui/theme/mark-style.ts";
import { useFormat } from "../../shell/use-format.ts";
import { causeText } from "../machines/cause-text.ts";
import { classMarks } from "./class-mark.ts";

/** More rows than this are shown on request. */
const firstRows = 100;

interface RowsProps<Row> {
  readonly rows: readonly Row[];
  /** Only this class; null = all. */
  readonly timeClass: TimeClass | null;
  readonly onShowAllClasses: () => void;
}

/** The intervals whose milliseconds are in the figures. */
export function ProofSpans(props: RowsProps<ProofSpan>) {
  const { t } = useTranslation(["oee", "machines"]);
  const format = useFormat();
  const chosen = ofClass(props.rows, props.timeClass);
  const sum = chosen.reduce((ms, { start, end }) => ms + end - start, 0);
  return (
    <RowsPanel
      {...props}
      title={t("oee:rows.spans")}
      sum={t("oee:rows.spanSum", {
        count: chosen.length,
        minutes: format.precise(sum / 60_000, 3),
      })}
      count={chosen.length}
      head={
        <tr>
          <th>{t("oee:rows.start")}</th>
          <th>{t("oee:rows.end")}</th>
          <th className={table.number}>{t("oee:rows.seconds")}</th>
          <th>{t("oee:rows.class")}</th>
          <th>{t("oee:rows.state")}</th>
          <th>{t("oee:rows.why")}</th>
          <th>{t("oee:rows.product")}</th>
          <th>{t("oee:rows.shift")}</th>
          <th>{t("oee:rows.knownBy")}</th>
        </tr>
      }
      body={(limit) =>
        chosen.slice(0, limit).map((span) => (
          <tr key={span.start}>
            <td className={table.still}>{format.clockSeconds(span.start)}</td>
            <td className={table.still}>{format.clockSeconds(span.end)}</td>
            <td className={table.number}>{format.precise((span.end - span.start) / 1_000, 3)}</td>
            <td className={table.still}>
              <span
                className={table.swatch}
                style={markStyle(classMarks[span.timeClass])}
                aria-hidden="true"
              />
              {t(`oee:classes.${span.timeClass}`)}
            </td>
            <td>{t(`shell:states.${span.state}`)}</td>
            <td>
              {[
                span.reasonName,
                span.cause === null ? null : causeText(span.cause, t),
                span.breakName,
              ]
                .filter((part) => part !== null)
                .join(" · ")}
            </td>
            <td className={table.still}>{span.productCode ?? "–"}</td>
            <td className={table.still}>{span.shiftName ?? "–"}</td>
            <td>{t(`shell:provenance.${span.provenance}`)}</td>
          </tr>
        ))
      }
    />
  );
}

/** The counted pieces that are in the figures, each with the ideal cycle it was measured by. */
export function ProofCounts(props: RowsProps<ProofCount>) {
  const { t } = useTranslation("oee");
  const format = useFormat();
  const chosen = ofClass(props.rows, props.timeClass);
  const total = chosen.reduce((sum, count) => sum + count.total, 0);
  const reject = chosen.reduce((sum, count) => sum + count.reject, 0);
  return (
    <RowsPanel
      {...props}
      title={t("rows.counts")}
      sum={t("rows.countSum", {
        count: chosen.length,
        total: format.pieces(total),
        reject: format.pieces(reject),
      })}
      count={chosen.length}
      head={
        <tr>
          <th>{t("rows.start")}</th>
          <th>{t("rows.end")}</th>
          <th>{t("rows.class")}</th>
          <th>{t("rows.product")}</th>
          <th className={table.number}>{t("rows.total")}</th>
          <th className={table.number}>{t("rows.good")}</th>
          <th className={table.number}>{t("rows.reject")}</th>
          <th className={table.number}>{t("rows.cycle")}</th>
          <th>{t("rows.knownBy")}</th>
        </tr>
      }
      body={(limit) =>
        chosen.slice(0, limit).map((count) => (
          <tr key={`${count.start} ${count.productCode} ${count.total}`}>
            <td className={table.still}>{format.clockSeconds(count.start)}</td>
            <td className={table.still}>{format.clockSeconds(count.end)}</td>
            <td className={table.still}>
              <span
                className={table.swatch}
                style={markStyle(classMarks[count.timeClass])}
                aria-hidden="true"
              />
              {t(`classes.${count.timeClass}`)}
            </td>
            <td>{count.productCode ?? "–"}</td>
            <td className={table.number}>{format.pieces(count.total)}</td>
            <td className={table.number}>{format.pieces(count.good)}</td>
            <td className={table.number}>{format.pieces(count.reject)}</td>
            <td className={table.number}>
              {count.cycleUs === null || count.cavities === null
                ? "–"
                : t("cycles.seconds", {
                    seconds: format.precise(count.cycleUs / count.cavities / 1_000_000, 6),
                  })}
            </td>
            <td>{t(`shell:provenance.${count.provenance}`)}</td>
          </tr>
        ))
      }
    />
  );
}

const ofClass = <Row extends { timeClass: TimeClass }>(
  rows: readonly Row[],
  wanted: TimeClass | null,
) => (wanted === null ? rows : rows.filter(({ timeClass }) => timeClass === wanted));

interface RowsPanelProps {
  readonly title: string;
  readonly sum: string;
  readonly count: number;
  readonly timeClass: TimeClass | null;
  readonly onShowAllClasses: () => void;
  readonly head: React.ReactNode;
  readonly body: (limit: number) => React.ReactNode;
}

function RowsPanel(props: RowsPanelProps) {
  const { t } = useTranslation("oee");
  const [isAll, setAll] = useState(false);
  useEffect(() => {
    // A printed proof that leaves rows out proves nothing.
    const showAll = () => flushSync(() => setAll(true));
    window.addEventListener("beforeprint", showAll);
    return () => window.removeEventListener("beforeprint", showAll);
  }, []);
  const { count, timeClass } = props;
  return (
    <Panel
      title={props.title}
      aside={
        <>
          {timeClass !== null && (
            <Button size="compact-sm" variant="light" onClick={props.onShowAllClasses}>
              {t("rows.onlyClass", { name: t(`classes.${timeClass}`) })} ✕
            </Button>
          )}
          <span className={table.none}>{props.sum}</span>
        </>
      }
    >
      {count === 0 ? (
        <p className={table.none}>{t("rows.none")}</p>
      ) : (
        <>
          <ScrollTable label={props.title} head={props.head}>
            {props.body(isAll ? count : firstRows)}
          </ScrollTable>
          {!isAll && count > firstRows && (
            <Button variant="subtle" size="compact-sm" mt={16} onClick={() => setAll(true)}>
              {t("rows.showAll", { count })}
            </Button>
          )}
        </>
      )}
    </Panel>
  );
}
