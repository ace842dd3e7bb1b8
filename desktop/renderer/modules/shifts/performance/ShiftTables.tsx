import { Anchor } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Figure } from "#shared/oee/figure.ts";
import type { ShiftLoss, ShiftPerformanceRow } from "#shared/shifts/shifts.contract.ts";
import plain from "#shared/ui/panel/PlainTable.module.css";
import { ScrollTable } from "#shared/ui/panel/ScrollTable.tsx";
import { markStyle } from "#shared/ui/theme/mark-style.ts";
import { useFormat } from "../../../shell/use-format.ts";
import { classMarks } from "../../oee/class-mark.ts";

interface Range {
  readonly from: number;
  readonly to: number;
}

/** Leads to the minutes and pieces behind a machine's figure. */
function Proof(props: { machineId: string; range: Range; figure: Figure; factor: string }) {
  const { t } = useTranslation("oee");
  const format = useFormat();
  const { text, reason } = format.figure(props.figure);
  return (
    <Anchor
      inherit
      title={reason ?? t("openProof")}
      renderRoot={(root) => (
        <Link
          {...root}
          to="/machines/$machineId/proof"
          params={{ machineId: props.machineId }}
          search={{ ...props.range, factor: props.factor } as never}
        />
      )}
    >
      {text}
    </Anchor>
  );
}

/** The machines of a shift; each figure opens its proof. */
export function MachineTable(props: { rows: readonly ShiftPerformanceRow[] }) {
  const { t } = useTranslation("shift-work");
  const format = useFormat();
  const duration = (ms: number) => (ms === 0 ? "–" : format.duration(ms));
  return (
    <ScrollTable
      label={t("detail.machines")}
      head={
        <tr>
          <th>{t("filter.machine")}</th>
          <th className={plain.number}>{t("oee")}</th>
          <th className={plain.number}>{t("availability")}</th>
          <th className={plain.number}>{t("performance")}</th>
          <th className={plain.number}>{t("quality")}</th>
          <th className={plain.number}>{t("made.good")}</th>
          <th className={plain.number}>{t("made.reject")}</th>
          <th className={plain.number}>{t("time.runMs")}</th>
          <th className={plain.number}>{t("time.downMs")}</th>
          <th className={plain.number}>{t("time.unclassifiedMs")}</th>
          <th className={plain.number}>{t("known")}</th>
        </tr>
      }
    >
      {props.rows.map(({ machine, shift, ...row }) => {
        if (machine === null) return null;
        const range = { from: shift.start, to: shift.end };
        const proof = (factor: "oee" | "availability" | "effectiveness" | "quality") => (
          <Proof
            machineId={machine.id}
            range={range}
            figure={row.figures[factor]}
            factor={factor}
          />
        );
        return (
          <tr key={machine.id}>
            <td>
              <Anchor
                inherit
                underline="always"
                renderRoot={(root) => (
                  <Link
                    {...root}
                    to="/machines/$machineId"
                    params={{ machineId: machine.id }}
                    search={range as never}
                  />
                )}
              >
                {machine.code}
              </Anchor>{" "}
              <span className={plain.quiet}>{machine.name}</span>
            </td>
            <td className={plain.number}>{proof("oee")}</td>
            <td className={plain.number}>{proof("availability")}</td>
            <td className={plain.number}>{proof("effectiveness")}</td>
            <td className={plain.number}>{proof("quality")}</td>
            <td className={plain.number}>{format.pieces(row.pieces.good)}</td>
            <td className={plain.number}>{format.pieces(row.pieces.reject)}</td>
            <td className={plain.number}>{duration(row.time.runMs)}</td>
            <td className={plain.number}>{duration(row.time.downMs)}</td>
            <td className={plain.number}>{duration(row.time.unclassifiedMs)}</td>
            <td className={plain.number}>
              {row.coverage === null ? "–" : format.percent(row.coverage)}
            </td>
          </tr>
        );
      })}
    </ScrollTable>
  );
}

/** Where most of the shift's planned time went, over all machines. */
export function LossTable(props: { losses: readonly ShiftLoss[]; range: Range }) {
  const { t } = useTranslation(["shift-work", "oee"]);
  const format = useFormat();
  if (props.losses.length === 0)
    return <p className={plain.none}>{t("shift-work:detail.noLosses")}</p>;
  return (
    <ScrollTable
      label={t("shift-work:detail.losses")}
      head={
        <tr>
          <th>{t("shift-work:filter.machine")}</th>
          <th>{t("shift-work:detail.what")}</th>
          <th className={plain.number}>{t("shift-work:detail.lost")}</th>
          <th className={plain.number}>{t("shift-work:detail.stops")}</th>
        </tr>
      }
    >
      {props.losses.map((loss) => (
        <tr key={`${loss.machine.id} ${loss.timeClass} ${loss.reasonName ?? ""}`}>
          <td>
            <Anchor
              inherit
              renderRoot={(root) => (
                <Link
                  {...root}
                  to="/machines/$machineId"
                  params={{ machineId: loss.machine.id }}
                  search={props.range as never}
                />
              )}
            >
              {loss.machine.code}
            </Anchor>
          </td>
          <td>
            <span
              className={plain.swatch}
              style={markStyle(classMarks[loss.timeClass])}
              aria-hidden
            />
            {loss.reasonName ??
              (loss.timeClass === "adet_down"
                ? t("shift-work:detail.noReason")
                : t(`oee:classes.${loss.timeClass}`))}
          </td>
          <td className={plain.number}>{format.duration(loss.ms)}</td>
          <td className={plain.number}>{format.pieces(loss.stops)}</td>
        </tr>
      ))}
    </ScrollTable>
  );
}
