import { useComputedColorScheme } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { trendColours } from "#shared/ui/chart/trend-colours.ts";
import { readingAt, type TrendLine } from "#shared/ui/chart/trend-line.ts";
import { Panel } from "#shared/ui/panel/Panel.tsx";
import table from "#shared/ui/panel/PlainTable.module.css";
import { ScrollTable } from "#shared/ui/panel/ScrollTable.tsx";
import { useFormat } from "../../shell/use-format.ts";
import { missingText, readingText } from "./reading-text.ts";
import classes from "./TrendPage.module.css";

/** What every line says at the cursor, and at two marked instants with their difference. */
export function TrendLegend(props: {
  lines: readonly TrendLine[];
  at: number;
  a: number | null;
  b: number | null;
}) {
  const { t } = useTranslation("historian");
  const format = useFormat();
  const scheme = useComputedColorScheme("light") === "dark" ? "dark" : "light";
  const colours = trendColours(scheme);
  const { lines, at, a, b } = props;
  const number = (value: number) => format.precise(value, Math.abs(value) < 10 ? 4 : 2);
  const text = (line: TrendLine, instant: number | null) =>
    instant === null ? "" : readingText(line, readingAt(line, instant), number, t);
  const difference = (line: TrendLine): string => {
    if (a === null || b === null || line.kind === "lane") return "";
    const [from, to] = [readingAt(line, a).value, readingAt(line, b).value];
    if (from === null || to === null) return "–";
    const sign = to > from ? "+" : "";
    return `${sign}${number(to - from)}${line.unit === "" ? "" : `\u00a0${line.unit}`}`;
  };
  const hasMarks = a !== null || b !== null;
  return (
    <Panel title={t("legend.label")}>
      <ScrollTable
        label={t("legend.label")}
        head={
          <tr>
            <th>{t("legend.tag")}</th>
            <th className={table.number}>{format.dateTimeSeconds(at)}</th>
            {hasMarks && (
              <th className={table.number}>A{a !== null && ` ${format.clockSeconds(a)}`}</th>
            )}
            {hasMarks && (
              <th className={table.number}>B{b !== null && ` ${format.clockSeconds(b)}`}</th>
            )}
            {hasMarks && (
              <th className={table.number}>
                B − A{a !== null && b !== null && `: ${format.duration(b - a)}`}
              </th>
            )}
          </tr>
        }
      >
        {lines.map((line, i) => {
          const reading = readingAt(line, at);
          return (
            <tr key={line.id}>
              <td>
                <span className={classes.swatch} style={{ background: colours.line(i) }} />
                {line.label}
              </td>
              <td className={table.number}>
                {text(line, at)}
                {reading.min !== null &&
                  reading.max !== null &&
                  reading.min !== reading.max &&
                  line.kind === "curve" && (
                    <small className={classes.extremes}>
                      {number(reading.min)} … {number(reading.max)}
                    </small>
                  )}
                {reading.cause !== null && (
                  <small className={classes.extremes}>{missingText(reading.cause, t)}</small>
                )}
              </td>
              {hasMarks && <td className={table.number}>{text(line, a)}</td>}
              {hasMarks && <td className={table.number}>{text(line, b)}</td>}
              {hasMarks && <td className={table.number}>{difference(line)}</td>}
            </tr>
          );
        })}
      </ScrollTable>
    </Panel>
  );
}
