import { Anchor } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { HandoverFacts } from "#shared/handover/handover-facts.ts";
import { atRate } from "#shared/handover/rate-now.ts";
import { Panel } from "#shared/ui/panel/Panel.tsx";
import { useFormat } from "../../shell/use-format.ts";
import { MachinesPanel } from "./MachinesPanel.tsx";
import classes from "./handover.module.css";

const shownFigures = ["oee", "availability", "effectiveness", "quality"] as const;

/** What the shift's own data says: figures, losses, what is left open, how each machine stands. */
export function FactsPanels({ facts }: { facts: HandoverFacts }) {
  return (
    <>
      <FiguresPanel facts={facts} />
      <div className={classes.columns}>
        <LossesPanel facts={facts} />
        <OpenPanel facts={facts} />
      </div>
      <MachinesPanel facts={facts} />
    </>
  );
}

function FiguresPanel({ facts }: { facts: HandoverFacts }) {
  const { t } = useTranslation("handover");
  const format = useFormat();
  const { report } = facts;
  return (
    <Panel title={t("figures.title")}>
      <dl className={classes.figures}>
        {shownFigures.map((code) => {
          const { text, reason } = format.figure(report.figures[code]);
          return (
            <div key={code}>
              <dt>{t(`oee:kpis.${code}.name`)}</dt>
              <dd>
                {text} {reason !== null && <small>{reason}</small>}
              </dd>
            </div>
          );
        })}
        <div>
          <dt>{t("figures.good")}</dt>
          <dd>
            {format.pieces(report.pieces.good)}{" "}
            <small>{t("figures.rejected", { count: report.pieces.reject })}</small>
          </dd>
        </div>
        <div>
          <dt>{t("figures.coverage")}</dt>
          <dd>{report.coverage === null ? "–" : format.percent(report.coverage)}</dd>
        </div>
        <div>
          <dt>{t("figures.unclassified")}</dt>
          <dd>
            {format.duration(facts.unclassifiedMs)}{" "}
            <small>{t("figures.stops", { count: facts.unclassifiedStops })}</small>
          </dd>
        </div>
      </dl>
      {facts.unclassifiedStops > 0 && (
        <Anchor
          component={Link}
          to="/stops"
          search={{ from: facts.shift.start, to: facts.shift.end, open: true } as never}
          data-no-print
        >
          {t("figures.classify")}
        </Anchor>
      )}
    </Panel>
  );
}

function LossesPanel({ facts }: { facts: HandoverFacts }) {
  const { t } = useTranslation("handover");
  const format = useFormat();
  const most = Math.max(1, ...facts.losses.map(({ ms }) => ms));
  return (
    <Panel title={t("losses.title")}>
      {facts.losses.length === 0 && <p className={classes.quiet}>{t("losses.none")}</p>}
      <ul className={classes.list}>
        {facts.losses.map((loss) => (
          <li key={`${loss.reasonName} ${loss.timeClass}`} className={classes.loss}>
            <b>{loss.reasonName ?? t(`oee:classes.${loss.timeClass}`)}</b>
            <span>{format.duration(loss.ms)}</span>
            <span className={classes.quiet}>{loss.machineCodes.join(", ")}</span>
            <span className={classes.quiet}>{t("figures.stops", { count: loss.stops })}</span>
            <span className={classes.bar} style={{ width: `${(100 * loss.ms) / most}%` }} />
          </li>
        ))}
      </ul>
    </Panel>
  );
}

/** What the next shift finds: each line a machine and what is with it. */
function OpenPanel({ facts }: { facts: HandoverFacts }) {
  const { t } = useTranslation("handover");
  const format = useFormat();
  const slow = facts.machines.filter(({ rate }) => rate !== null && rate < atRate);
  const suspect = facts.machines.filter(({ suspectPieces }) => suspectPieces > 0);
  const lines: ReactNode[] = [
    ...facts.openStops.map((stop) => (
      <li key={`stop ${stop.machineId}`}>
        <b>{stop.machineCode}</b>{" "}
        {t("open.stop", {
          state: t(`shell:states.${stop.state}`),
          since: format.clock(stop.start),
          why: stop.reasonName ?? stop.cause ?? t("open.noReason"),
        })}
      </li>
    )),
    ...facts.openCalls.map((call) => (
      <li key={`call ${call.machineCode} ${call.openedAt}`}>
        <b>{call.machineCode}</b>{" "}
        {t(call.isAcknowledged ? "open.answeredCall" : "open.call", {
          kind: t(`open.kinds.${call.kind}`),
          since: format.clock(call.openedAt),
        })}{" "}
        {call.note}
      </li>
    )),
    ...slow.map((machine) => (
      <li key={`slow ${machine.machineId}`}>
        <b>{machine.code}</b> {t("open.slow", { share: format.percent(machine.rate!) })}
      </li>
    )),
    ...suspect.map((machine) => (
      <li key={`suspect ${machine.machineId}`}>
        <b>{machine.code}</b> {t("open.suspect", { count: machine.suspectPieces })}
      </li>
    )),
  ];
  return (
    <Panel title={t("open.title")}>
      {lines.length === 0 ? (
        <p className={classes.quiet}>{t("open.none")}</p>
      ) : (
        <ul className={classes.list}>{lines}</ul>
      )}
    </Panel>
  );
}
