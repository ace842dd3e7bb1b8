import { Tooltip } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { phaseNames } from "#shared/runs/changeover.ts";
import type { MatrixCell } from "#shared/runs/changeover-matrix.ts";
import { Panel } from "#shared/ui/panel/Panel.tsx";
import table from "#shared/ui/panel/PlainTable.module.css";
import { useFormat } from "../../shell/use-format.ts";
import { machineMatrices } from "./matrix-table.ts";
import classes from "./changeovers.module.css";

/** What changes from product to product took: median and how many were seen; the darker the longer. */
export function MatrixPanel(props: { readonly cells: readonly MatrixCell[] }) {
  const { t } = useTranslation("runs");
  const matrices = machineMatrices(props.cells);
  return (
    <Panel title={t("matrix.title")}>
      {matrices.length === 0 ? (
        <p className={table.none}>{t("matrix.none")}</p>
      ) : (
        <>
          <p className={classes.note}>{t("matrix.text")}</p>
          {matrices.map((matrix) => (
            <div
              key={matrix.machineId}
              className={classes.matrix}
              role="region"
              // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard
              tabIndex={0}
              aria-label={t("matrix.of", { machine: matrix.machineCode })}
            >
              <table>
                <caption>{matrix.machineCode}</caption>
                <thead>
                  <tr>
                    <th scope="col" className={classes.corner}>
                      {t("matrix.fromTo")}
                    </th>
                    {matrix.codes.map((code) => (
                      <th key={code ?? ""} scope="col">
                        {code ?? t("noProduct")}
                      </th>
                    ))}
                  </tr>
                </thead>
                <tbody>
                  {matrix.codes.map((from) => (
                    <tr key={from ?? ""}>
                      <th scope="row">{from ?? t("noProduct")}</th>
                      {matrix.codes.map((to) => (
                        <Cell
                          key={to ?? ""}
                          cell={matrix.cellAt(from, to)}
                          longestMs={matrix.longestMs}
                        />
                      ))}
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          ))}
        </>
      )}
    </Panel>
  );
}

function Cell(props: { readonly cell: MatrixCell | undefined; readonly longestMs: number }) {
  const { t } = useTranslation("runs");
  const format = useFormat();
  const { cell, longestMs } = props;
  if (cell === undefined) return <td className={classes.never}>·</td>;
  const { whole } = cell;
  const tint =
    whole === null || longestMs === 0 ? 0 : Math.round((whole.medianMs / longestMs) * 42);
  const phases = phaseNames.flatMap((phase) => {
    const learned = cell.phases[phase];
    return learned === null
      ? []
      : [`${t(`phases.${phase}.name`)}: ${format.duration(learned.medianMs)} (n = ${learned.n})`];
  });
  const lines = [
    ...(whole === null
      ? [t("matrix.noWhole")]
      : [
          t("matrix.best", { time: format.duration(whole.bestMs) }),
          t("matrix.p90", { time: format.duration(whole.p90Ms) }),
          t("matrix.last", { time: format.duration(whole.lastMs) }),
        ]),
    ...phases,
  ];
  return (
    <td
      style={{
        background: `color-mix(in srgb, var(--state-setup) ${tint}%, transparent)`,
      }}
    >
      <Tooltip
        multiline
        label={lines.map((line) => (
          <div key={line}>{line}</div>
        ))}
      >
        <span className={classes.learned}>
          <b>{whole === null ? "–" : format.duration(whole.medianMs)}</b>
          <small>
            {whole === null || whole.n === cell.n
              ? t("matrix.n", { n: cell.n })
              : t("matrix.nOf", { n: whole.n, all: cell.n })}
          </small>
        </span>
      </Tooltip>
    </td>
  );
}
