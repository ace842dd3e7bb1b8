import { IconAlertTriangle } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { ConnectionRow } from "#shared/connections/connection-rows.ts";
import { Panel } from "#shared/ui/panel/Panel.tsx";
import { useEngineClock } from "../../shell/use-engine-clock.ts";
import { useFormat } from "../../shell/use-format.ts";
import { clockOffsetText } from "./clock-offset-text.ts";
import { connectionWarnings } from "./connection-warnings.ts";
import classes from "./connections.module.css";
import { useWarningText } from "./HealthCells.tsx";
import { LineLoad } from "./LineLoad.tsx";
import { useSettingFacts } from "./use-setting-facts.ts";

/** How a connection does, what to watch out for, and how it is set. */
export function ConnectionOverview(props: { connection: ConnectionRow }) {
  const { t } = useTranslation("connections");
  const { connection } = props;
  return (
    <div className={classes.overview}>
      <Panel title={t("health")}>
        <Warnings connection={connection} />
        <Health connection={connection} />
      </Panel>
      {connection.settings.driver === "modbus" && (
        <LineLoad connectionId={connection.id} settings={connection.settings} />
      )}
      <Panel title={t("settings")}>
        <Facts facts={useSettingFacts(connection)} />
      </Panel>
    </div>
  );
}

function Warnings(props: { connection: ConnectionRow }) {
  const { t } = useTranslation("connections");
  const words = useWarningText();
  const now = useEngineClock(60_000);
  const warnings = connectionWarnings(props.connection, now);
  if (warnings.length === 0) return null;
  return (
    <ul className={classes.advice}>
      {warnings.map((warning) => (
        <li key={warning}>
          <span className={classes.warning}>
            <IconAlertTriangle size={14} aria-hidden /> {words(props.connection)[warning]}
          </span>
          <span>{t(`advice.${warning}`)}</span>
        </li>
      ))}
    </ul>
  );
}

function Health(props: { connection: ConnectionRow }) {
  const { t } = useTranslation("connections");
  const format = useFormat();
  const now = useEngineClock(1_000);
  const { connection } = props;
  const { valuesPerSecond, lastDataAt, clockOffsetMs, certificateValidTo } = connection;
  return (
    <Facts
      facts={[
        [
          t(connection.link === "live" ? "liveSince" : "since"),
          connection.since === null ? "–" : format.relative(connection.since),
        ],
        [t("rate"), valuesPerSecond === null ? "–" : format.number(valuesPerSecond)],
        [
          t("lastValue"),
          lastDataAt === null ? "–" : format.duration(Math.max(0, now - lastDataAt)),
        ],
        [t("lostCount"), format.pieces(connection.lostCount)],
        [t("overflow"), format.pieces(connection.overflowCount)],
        [t("errors"), format.pieces(connection.errorCount)],
        [t("reconnects"), format.pieces(connection.reconnects)],
        [
          t("clock.title"),
          clockOffsetMs === null ? "–" : clockOffsetText(clockOffsetMs, format.duration),
        ],
        ...(certificateValidTo === null
          ? []
          : [[t("certificateEnds"), format.date(certificateValidTo)] as const]),
        [t("machines"), format.pieces(connection.machineCount)],
        [
          t("tags.title"),
          connection.badTagCount === 0
            ? format.pieces(connection.tagCount)
            : t("tags.badOf", { bad: connection.badTagCount, total: connection.tagCount }),
        ],
      ]}
    />
  );
}

function Facts(props: { facts: readonly (readonly [string, string])[] }) {
  return (
    <dl className={classes.facts}>
      {props.facts.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
