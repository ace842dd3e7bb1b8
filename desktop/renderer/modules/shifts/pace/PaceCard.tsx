import { IconBolt } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { MachineId } from "#shared/kernel/id.ts";
import type { Pace, PaceFigure, PaceForecast } from "#shared/oee/pace-report.ts";
import { Panel } from "#shared/ui/panel/Panel.tsx";
import { useApi } from "../../../shell/ApiProvider.tsx";
import { useFormat } from "../../../shell/use-format.ts";
import classes from "./pace.module.css";
import { usePaceSentence } from "./use-pace-sentence.ts";

const refetchMs = 15_000;

/** What the running shift of a machine still needs, what was ever kept up, and where it ends. Nothing between shifts. */
export function PaceCard(props: { machineId: MachineId }) {
  const { t } = useTranslation("shift-work");
  const api = useApi();
  const { data } = useQuery(
    api.shifts.pace.queryOptions({
      input: { machineId: props.machineId },
      refetchInterval: refetchMs,
    }),
  );
  const sentence = usePaceSentence();
  if (data === undefined || data.shift === null) return null;
  return (
    <Panel title={t("pace.title", { shift: data.shift.name })}>
      <p className={classes.sentence}>
        <IconBolt size={18} aria-hidden /> {sentence(data.pace, data.shift.end)}
      </p>
      <PaceTable pace={data.pace} shiftEnd={data.shift.end} productCode={data.productCode} />
    </Panel>
  );
}

function PaceTable(props: { pace: Pace; shiftEnd: number; productCode: string | null }) {
  const { t } = useTranslation("shift-work");
  const format = useFormat();
  const { pace, shiftEnd, productCode } = props;
  const { target, history } = pace;
  const shown = (figure: PaceFigure, text: (value: number) => string) =>
    figure.value === null ? (
      <span className={classes.gap} title={t(`pace.gaps.${figure.reason}`)}>
        –<span className={classes.why}> {t(`pace.gaps.${figure.reason}`)}</span>
      </span>
    ) : (
      text(figure.value)
    );
  const rate = (figure: PaceFigure) =>
    shown(figure, (value) => t("pace.perMinute", { rate: format.precise(value, 1) }));
  const forecast = (name: string, at: PaceForecast, note: string) => (
    <div className={classes.forecast}>
      <h3>{name}</h3>
      <span className={classes.rate}>{rate(at.rate)}</span>
      <span className={classes.note}>{note}</span>
      {at.rate.value !== null && (
        <dl>
          <dt>{t("pace.atEnd", { end: format.clock(shiftEnd) })}</dt>
          <dd>{shown(at.atEnd, format.pieces)}</dd>
          <dt>{t("pace.short")}</dt>
          <dd>{shown(at.short, format.pieces)}</dd>
          <dt>{t("pace.finish")}</dt>
          <dd>{shown(at.finish, format.clock)}</dd>
        </dl>
      )}
    </div>
  );
  return (
    <div className={classes.columns}>
      <div className={classes.forecast}>
        <h3>{t("pace.needed")}</h3>
        <span className={classes.rate}>{rate(pace.needed)}</span>
        <span className={classes.note}>
          {t("pace.left", { time: format.duration(pace.leftMs) })}
        </span>
        <dl>
          <dt>{t("pace.target")}</dt>
          <dd>
            {target.pieces === null
              ? shown({ value: null, reason: target.reason }, String)
              : format.pieces(target.pieces)}
          </dd>
          <dt>{t("made.good")}</dt>
          <dd>{format.pieces(pace.good)}</dd>
        </dl>
        {target.pieces !== null && (
          <span className={classes.note}>{t(`pace.from.${target.from}`)}</span>
        )}
      </div>
      {forecast(t("pace.current"), pace.current, t("pace.currentNote"))}
      {forecast(
        t("pace.best"),
        pace.best,
        history.bestFrom === null
          ? t("pace.noBest", { days: history.days })
          : t("pace.bestNote", {
              product: productCode ?? "–",
              when: format.dateTime(history.bestFrom),
              count: history.hours,
              days: history.days,
            }),
      )}
    </div>
  );
}
