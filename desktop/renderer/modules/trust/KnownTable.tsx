import { useTranslation } from "react-i18next";
import type { Figure } from "#shared/oee/figure.ts";
import type { KpiReport } from "#shared/oee/kpi-report.ts";
import { timeClasses } from "#shared/oee/time-model.ts";
import type { AsKnown } from "#shared/trust/trust.contract.ts";
import { Panel } from "#shared/ui/panel/Panel.tsx";
import { ScrollTable } from "#shared/ui/panel/ScrollTable.tsx";
import { useFormat } from "../../shell/use-format.ts";
import { proofFactors } from "../oee/FactorButtons.tsx";
import { ProofLink } from "../oee/ProofLink.tsx";
import { signedPoints } from "./signed-points.ts";
import classes from "./trust.module.css";

const pieceKinds = ["total", "good", "reject", "unplanned", "suspect"] as const;

interface Line {
  readonly key: string;
  readonly name: string;
  readonly of: (report: KpiReport) => { readonly text: string; readonly value: number | null };
  readonly difference: (by: number) => string;
  /** What its present value opens into. */
  readonly factor?: (typeof proofFactors)[number];
}

/** Figures, times and pieces then and now; what differs stands out. */
export function KnownTable({ known, machineId }: { known: AsKnown; machineId: string }) {
  const { t } = useTranslation("trust");
  const format = useFormat();
  const { knownThen, knownNow } = known;
  const signed = (text: string, by: number) => `${by > 0 ? "+" : "−"}${text}`;
  const ratio = (figure: Figure) => ({ text: format.figure(figure).text, value: figure.value });
  const points = (by: number) => t("points", { points: signedPoints(format, by) });
  const groups: readonly { readonly name: string; readonly lines: readonly Line[] }[] = [
    {
      name: t("asKnown.figures"),
      lines: [
        ...proofFactors.map((factor): Line => ({
          key: factor,
          name: t(`oee:kpis.${factor}.name`),
          of: ({ figures }) => ratio(figures[factor]),
          difference: points,
          factor,
        })),
        {
          key: "coverage",
          name: t("asKnown.coverage"),
          of: ({ coverage }) => ({
            text: coverage === null ? "–" : format.percent(coverage),
            value: coverage,
          }),
          difference: points,
        },
      ],
    },
    {
      name: t("asKnown.time"),
      lines: timeClasses
        .filter((timeClass) => knownThen.time[timeClass] + knownNow.time[timeClass] > 0)
        .map((timeClass) => ({
          key: timeClass,
          name: t(`oee:classes.${timeClass}`),
          of: ({ time }) => ({
            text: format.duration(time[timeClass]),
            value: time[timeClass],
          }),
          difference: (by) => signed(format.duration(Math.abs(by)), by),
        })),
    },
    {
      name: t("asKnown.pieces"),
      lines: pieceKinds.map((kind) => ({
        key: kind,
        name: t(`asKnown.pieceKinds.${kind}`),
        of: ({ pieces }) => ({ text: format.pieces(pieces[kind]), value: pieces[kind] }),
        difference: (by) => signed(format.pieces(Math.abs(by)), by),
      })),
    },
  ];
  return (
    <Panel title={t("asKnown.title")}>
      <div className={classes.whole}>
        <ScrollTable
          label={t("asKnown.title")}
          head={
            <tr>
              <th>{t("asKnown.what")}</th>
              <th className={classes.number}>{format.dateTime(known.knownAt)}</th>
              <th className={classes.number}>{t("asKnown.now")}</th>
              <th className={classes.number}>{t("difference")}</th>
            </tr>
          }
        >
          {groups.flatMap(({ name, lines }) => [
            <tr key={name} className={classes.group}>
              <td colSpan={4}>{name}</td>
            </tr>,
            ...lines.map((line) => {
              const [then, now] = [line.of(knownThen), line.of(knownNow)];
              const isChanged = then.value !== now.value;
              return (
                <tr key={line.key} className={isChanged ? classes.changed : undefined}>
                  <td>{line.name}</td>
                  <td className={classes.number}>{then.text}</td>
                  <td className={classes.number}>
                    {line.factor !== undefined && machineId !== "" ? (
                      <ProofLink machineId={machineId} range={knownNow.range} factor={line.factor}>
                        {now.text}
                      </ProofLink>
                    ) : (
                      now.text
                    )}
                  </td>
                  <td className={classes.number}>
                    {isChanged && then.value !== null && now.value !== null
                      ? line.difference(now.value - then.value)
                      : isChanged
                        ? t("closed.changed")
                        : "="}
                  </td>
                </tr>
              );
            }),
          ])}
        </ScrollTable>
      </div>
    </Panel>
  );
}
