import { Anchor } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { ComparedShift, ShiftGroup } from "#shared/shifts/shifts.contract.ts";
import plain from "#shared/ui/panel/PlainTable.module.css";
import { Panel } from "#shared/ui/panel/Panel.tsx";
import { ScrollTable } from "#shared/ui/panel/ScrollTable.tsx";
import { useFormat } from "../../../shell/use-format.ts";
import { useDayText } from "../preview/use-day-text.ts";
import { LowMark } from "./LowMark.tsx";
import { usePointsText } from "./use-points-text.ts";
import classes from "./performance.module.css";

interface Compared {
  readonly rows: readonly ComparedShift[];
  readonly byShift: readonly ShiftGroup[];
  readonly byDay: readonly ShiftGroup[];
  readonly byCrew: readonly ShiftGroup[];
}

/** The same shift over days, the shifts of each day, the crews: sums beside each other, and each shift against its like. */
export function ShiftComparisonPanels({ compared }: { compared: Compared }) {
  const { t } = useTranslation("shift-work");
  const dayText = useDayText();
  const days = compared.byDay.toReversed().map((day) => ({ ...day, name: dayText(day.key) }));
  return (
    <div className={classes.panels}>
      <GroupPanel title={t("compare.byShift")} groups={compared.byShift} first={t("shift")} />
      {compared.byCrew.length > 0 && (
        <GroupPanel title={t("compare.byCrew")} groups={compared.byCrew} first={t("filter.crew")} />
      )}
      <AgainstPanel rows={compared.rows} />
      <GroupPanel title={t("compare.byDay")} groups={days} first={t("day")} />
      <p className={classes.legend}>{t("sums")}</p>
    </div>
  );
}

function GroupPanel(props: { title: string; groups: readonly ShiftGroup[]; first: string }) {
  const { t } = useTranslation("shift-work");
  const format = useFormat();
  const { title, groups, first } = props;
  const hasPatterns = new Set(groups.map((group) => group.patternCode)).size > 1;
  const best = Math.max(...groups.map((group) => group.figures.oee.value ?? -Infinity));
  const lowest = Math.min(...groups.map((group) => group.figures.oee.value ?? Infinity));
  return (
    <Panel title={title}>
      <ScrollTable
        label={title}
        head={
          <tr>
            <th>{first}</th>
            <th className={plain.number}>{t("compare.shifts")}</th>
            <th>{t("oee")}</th>
            <th className={plain.number}>{t("availability")}</th>
            <th className={plain.number}>{t("performance")}</th>
            <th className={plain.number}>{t("quality")}</th>
            <th className={plain.number}>{t("made.good")}</th>
            <th className={plain.number}>{t("attained")}</th>
            <th className={plain.number}>{t("time.unclassifiedMs")}</th>
          </tr>
        }
      >
        {groups.map((group) => {
          const oee = group.figures.oee.value;
          const mark =
            groups.length < 2 || oee === null || best === lowest
              ? null
              : oee === best
                ? "best"
                : oee === lowest
                  ? "lowest"
                  : null;
          return (
            <tr key={`${group.patternId ?? ""} ${group.key}`}>
              <td>
                {group.name}
                {hasPatterns && <span className={classes.quiet}> {group.patternCode}</span>}
              </td>
              <td className={plain.number}>{group.shifts}</td>
              <td>
                <span className={classes.groupBar}>
                  <span className={classes.bar} aria-hidden>
                    <span
                      className={classes.fill}
                      style={{ width: `${Math.min(1, Math.max(0, oee ?? 0)) * 100}%` }}
                    />
                    {group.targets.oee !== null && (
                      <span
                        className={classes.target}
                        style={{ left: `${group.targets.oee * 100}%` }}
                      />
                    )}
                  </span>
                  <b>{format.figure(group.figures.oee).text}</b>
                  {mark !== null && <span className={classes.quiet}>{t(`compare.${mark}`)}</span>}
                </span>
              </td>
              <td className={plain.number}>{format.figure(group.figures.availability).text}</td>
              <td className={plain.number}>{format.figure(group.figures.effectiveness).text}</td>
              <td className={plain.number}>{format.figure(group.figures.quality).text}</td>
              <td className={plain.number}>{format.pieces(group.pieces.good)}</td>
              <td className={plain.number}>{format.figure(group.attainment.pieces).text}</td>
              <td className={plain.number}>
                {group.time.unclassifiedMs === 0 ? "–" : format.duration(group.time.unclassifiedMs)}
              </td>
            </tr>
          );
        })}
      </ScrollTable>
    </Panel>
  );
}

/** Each shift against the sum of the same shift over all days, and against its own day. */
function AgainstPanel(props: { rows: readonly ComparedShift[] }) {
  const { t } = useTranslation("shift-work");
  const format = useFormat();
  const dayText = useDayText();
  const points = usePointsText();
  const rows = props.rows.toSorted((a, b) => (a.fromOwnAverage ?? 9) - (b.fromOwnAverage ?? 9));
  return (
    <Panel title={t("compare.against")}>
      <p className={classes.hint}>{t("compare.againstText")}</p>
      <ScrollTable
        label={t("compare.against")}
        head={
          <tr>
            <th>{t("shift")}</th>
            <th className={plain.number}>{t("oee")}</th>
            <th className={plain.number}>{t("compare.fromOwn")}</th>
            <th className={plain.number}>{t("compare.fromDay")}</th>
            <th>{t("low.column")}</th>
          </tr>
        }
      >
        {rows.map((row) => (
          <tr key={row.shift.id}>
            <td>
              <Anchor
                inherit
                renderRoot={(root) => (
                  <Link {...root} to="/shifts/$shiftId" params={{ shiftId: row.shift.id }} />
                )}
              >
                {row.shift.name} {dayText(row.shift.businessDate)}
              </Anchor>
            </td>
            <td className={plain.number}>{format.figure(row.figures.oee).text}</td>
            <td className={plain.number}>{points(row.fromOwnAverage)}</td>
            <td className={plain.number}>{points(row.fromDay)}</td>
            <td>
              {row.isLow && <LowMark />}
              {!row.isLow && row.isLowestOfDay && t("compare.lowestOfDay")}
            </td>
          </tr>
        ))}
      </ScrollTable>
    </Panel>
  );
}
