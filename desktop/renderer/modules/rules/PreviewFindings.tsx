import { IconArrowRight } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { PreviewFactors, PreviewResult } from "#shared/rules/preview-change.ts";
import { ScrollTable } from "#shared/ui/panel/ScrollTable.tsx";
import { Callout } from "../../shell/Callout.tsx";
import { useFormat } from "../../shell/use-format.ts";
import { ChangedStopTable } from "./ChangedStopTable.tsx";
import { reasonName } from "./reason-name.ts";
import classes from "./rules.module.css";

const factorCodes = ["oee", "availability", "effectiveness", "quality"] as const;

/** What a change would have done: figures before and after, minutes that move, the stops themselves. */
export function PreviewFindings(props: { result: PreviewResult }) {
  const { t } = useTranslation(["rules", "oee"]);
  const format = useFormat();
  const { result } = props;
  const changed = result.machines.filter(
    (machine) => machine.changedMs > 0 || !isSame(machine.before, machine.after),
  );
  const range = {
    from: format.dateTime(result.from),
    to: format.dateTime(result.to),
    seconds: format.number(result.computedInMs / 1_000),
  };
  if (changed.length === 0)
    return (
      <>
        <Callout tone="info" title={t("preview.nothing.title")}>
          <span>{t("preview.nothing.text", { count: result.stopsLookedAt })}</span>
        </Callout>
        <p className={classes.quiet}>{t("preview.range", range)}</p>
      </>
    );
  return (
    <>
      <div className={classes.factors}>
        {factorCodes.map((code) => (
          <Factor key={code} code={code} {...result.plant} />
        ))}
      </div>
      <p className={classes.quiet}>
        {t("preview.range", range)}{" "}
        {t("preview.stops", {
          count: result.stopCount,
          all: format.pieces(result.stopsLookedAt),
          changed: format.pieces(result.stopCount),
        })}
      </p>
      <Moves result={result} />
      <h3 className={classes.partTitle}>{t("preview.machines")}</h3>
      <ScrollTable
        label={t("preview.machines")}
        head={
          <tr>
            <th>{t("machine")}</th>
            {factorCodes.map((code) => (
              <th key={code} className={classes.number}>
                {t(`factors.${code}`)}
              </th>
            ))}
            <th className={classes.number}>{t("preview.changedStops")}</th>
            <th className={classes.number}>{t("preview.changedTime")}</th>
          </tr>
        }
      >
        {changed.map((machine) => (
          <tr key={machine.machineId}>
            <td>
              <b className={classes.still}>{machine.code}</b>{" "}
              <span className={classes.quiet}>{machine.name}</span>
            </td>
            {factorCodes.map((code) => (
              <td key={code} className={classes.number}>
                <BeforeAfter code={code} before={machine.before} after={machine.after} />
              </td>
            ))}
            <td className={classes.number}>{format.pieces(machine.changedStops)}</td>
            <td className={classes.number}>{format.duration(machine.changedMs)}</td>
          </tr>
        ))}
      </ScrollTable>
      <ChangedStopTable result={result} />
    </>
  );
}

const isSame = (a: PreviewFactors, b: PreviewFactors): boolean =>
  factorCodes.every((code) => a[code].value === b[code].value);

function Factor(props: {
  code: (typeof factorCodes)[number];
  before: PreviewFactors;
  after: PreviewFactors;
}) {
  const { t } = useTranslation("rules");
  const format = useFormat();
  const { code, before, after } = props;
  const [old, fresh] = [before[code].value, after[code].value];
  const { reason } = format.figure(after[code]);
  return (
    <div className={classes.factor}>
      <span className={classes.quiet}>{t(`factors.${code}`)}</span>
      <BeforeAfter code={code} before={before} after={after} />
      {reason !== null && <span className={classes.points}>{reason}</span>}
      {old !== null && fresh !== null && (
        <span className={classes.points}>
          {old === fresh
            ? t("preview.same")
            : t("preview.points", { points: signed(format.precise((fresh - old) * 100, 1)) })}
        </span>
      )}
    </div>
  );
}

const signed = (text: string): string => (/^[-−]/.test(text) ? text.replace("-", "−") : `+${text}`);

function BeforeAfter(props: {
  code: (typeof factorCodes)[number];
  before: PreviewFactors;
  after: PreviewFactors;
}) {
  const { figure } = useFormat();
  const { code, before, after } = props;
  const [old, fresh] = [figure(before[code]).text, figure(after[code]).text];
  if (old === fresh) return <span className={classes.same}>{old}</span>;
  return (
    <span className={classes.beforeAfter}>
      <span className={classes.same}>{old}</span>
      <IconArrowRight size={13} aria-hidden />
      <b>{fresh}</b>
    </span>
  );
}

/** So many moves are told; the rest is small. */
const mostMoves = 8;

function Moves(props: { result: PreviewResult }) {
  const { t, i18n } = useTranslation(["rules", "oee"]);
  const format = useFormat();
  const { classMoves, reasonMoves } = props.result;
  const named = (reason: PreviewResult["reasonMoves"][number]["from"]) =>
    reason === null ? t("rules:noReason") : reasonName(reason, i18n.language);
  return (
    <div className={classes.moves}>
      {classMoves.length > 0 && (
        <section>
          <h3 className={classes.partTitle}>{t("rules:preview.classMoves")}</h3>
          <ul className={classes.moveList}>
            {classMoves.slice(0, mostMoves).map(({ from, to, ms }) => (
              <li key={`${from} ${to}`}>
                <b>{format.duration(ms)}</b>
                <span>
                  {t(`oee:classes.${from}`)} <IconArrowRight size={13} aria-hidden />{" "}
                  {t(`oee:classes.${to}`)}
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
      {reasonMoves.length > 0 && (
        <section>
          <h3 className={classes.partTitle}>{t("rules:preview.reasonMoves")}</h3>
          <ul className={classes.moveList}>
            {reasonMoves.slice(0, mostMoves).map(({ from, to, ms, stops }) => (
              <li key={`${from?.id} ${to?.id}`}>
                <b>{format.duration(ms)}</b>
                <span>
                  {named(from)} <IconArrowRight size={13} aria-hidden /> {named(to)}{" "}
                  <span className={classes.quiet}>{t("rules:stopCount", { count: stops })}</span>
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}
