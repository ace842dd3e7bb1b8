import { IconChevronRight, IconCircleCheck } from "@tabler/icons-react";
import type { UseQueryResult } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { Figure } from "#shared/oee/figure.ts";
import type { Evidence, Finding } from "#shared/trust/finding.ts";
import type { HonestyRow } from "#shared/trust/trust.contract.ts";
import { Panel } from "#shared/ui/panel/Panel.tsx";
import { Failure, Loading } from "../../shell/PageStates.tsx";
import { useFormat } from "../../shell/use-format.ts";
import { ProofLink } from "../oee/ProofLink.tsx";
import { signedPoints } from "./signed-points.ts";
import classes from "./trust.module.css";

interface MachineHonestyProps {
  readonly machine: { readonly id: string; readonly code: string; readonly name: string };
  readonly audit: UseQueryResult<HonestyRow>;
}

/** A machine's week: OEE as reported beside OEE with everything undone, and what there is to undo. */
export function MachineHonesty({ machine, audit }: MachineHonestyProps) {
  const { t } = useTranslation("trust");
  const { data } = audit;
  return (
    <Panel
      title={`${machine.code} · ${machine.name}`}
      aside={data && t("honesty.count", { count: data.findings.length })}
    >
      {data === undefined ? (
        audit.isError ? (
          <Failure error={audit.error} retry={() => void audit.refetch()} />
        ) : (
          <Loading rows={2} height={40} />
        )
      ) : (
        <div className={classes.machine}>
          <Bars row={data} />
          <Findings row={data} />
        </div>
      )}
    </Panel>
  );
}

function Bars({ row }: { row: HonestyRow }) {
  const { t } = useTranslation("trust");
  const format = useFormat();
  const [reported, strict] = [row.reported.figures.oee, row.strict.figures.oee];
  const { text, reason } = format.figure(reported);
  const points =
    reported.value === null || strict.value === null ? null : strict.value - reported.value;
  return (
    <div>
      <dl className={classes.bars}>
        <dt>{t("honesty.reported")}</dt>
        <dd>
          <Track figure={reported} isStrict={false} />
        </dd>
        <dd className={classes.figure}>
          <ProofLink machineId={row.machineId} range={row.reported.range} factor="oee">
            {text}
          </ProofLink>
        </dd>
        <dt>{t("honesty.strictShort")}</dt>
        <dd>
          <Track figure={strict} isStrict />
        </dd>
        <dd className={classes.figure}>{format.figure(strict).text}</dd>
      </dl>
      <p className={classes.distance}>
        {reason ??
          (points === null || points === 0
            ? t("honesty.same")
            : t("honesty.points", { points: signedPoints(format, points) }))}
      </p>
    </div>
  );
}

function Track(props: { figure: Figure; isStrict: boolean }) {
  const share = Math.min(1, Math.max(0, props.figure.value ?? 0));
  return (
    <div className={classes.track} aria-hidden="true">
      <div
        className={classes.fill}
        data-strict={props.isStrict || undefined}
        style={{ transform: `scaleX(${share})` }}
      />
    </div>
  );
}

function Findings({ row }: { row: HonestyRow }) {
  const { t } = useTranslation("trust");
  if (row.findings.length === 0)
    return (
      <p className={classes.what}>
        <IconCircleCheck size={18} aria-hidden /> {t("honesty.nothing")}
      </p>
    );
  return (
    <ul className={classes.findings}>
      {row.findings.map((finding) => (
        <li key={finding.kind}>
          <FindingRow finding={finding} row={row} />
        </li>
      ))}
    </ul>
  );
}

function FindingRow({ finding, row }: { finding: Finding; row: HonestyRow }) {
  const { t } = useTranslation("trust");
  const format = useFormat();
  const { kind, ms, pieces, share, oee } = finding;
  const amount = [
    ms > 0 ? format.duration(ms) : null,
    share === null ? null : format.percent(share),
    pieces > 0 ? t("pieces", { count: pieces, text: format.pieces(pieces) }) : null,
  ].filter((part) => part !== null);
  return (
    <details className={classes.finding}>
      <summary>
        <span className={classes.what}>
          <IconChevronRight size={16} aria-hidden />
          {t(`findings.${kind}.title`)}
        </span>
        <span className={classes.alone}>
          {[...amount, oee === null ? null : t("honesty.alone", { oee: format.percent(oee) })]
            .filter((part) => part !== null)
            .join(" · ")}
        </span>
      </summary>
      <div className={classes.evidence}>
        <p>{t(`findings.${kind}.meaning`)}</p>
        <ul>
          {finding.evidence.map((one) => (
            <li key={`${one.start} ${one.name}`}>
              <EvidenceText one={one} machineId={row.machineId} />
            </li>
          ))}
        </ul>
        {finding.more > 0 && <p>{t("honesty.more", { count: finding.more })}</p>}
      </div>
    </details>
  );
}

function EvidenceText({ one, machineId }: { one: Evidence; machineId: string }) {
  const { t } = useTranslation("trust");
  const format = useFormat();
  const { start, end, name, ms, pieces, by, recordedAt, idealUs, bestUs, ratio } = one;
  const seconds = (us: number) => format.precise(us / 1e6, 2);
  const parts = [
    name,
    ms === null ? null : format.duration(ms),
    idealUs === null || bestUs === null
      ? null
      : t("evidence.cycle", { ideal: seconds(idealUs), best: seconds(bestUs) }),
    pieces === null || pieces === 0
      ? null
      : t("pieces", { count: pieces, text: format.pieces(pieces) }),
    ratio === null ? null : format.percent(ratio),
    recordedAt === null
      ? null
      : t("evidence.recorded", { at: format.dateTime(recordedAt), by: by ?? t("captured") }),
  ];
  return (
    <>
      <ProofLink machineId={machineId} range={{ from: start, to: end }} factor="oee">
        {format.dateTime(start)} – {format.clock(end)}
      </ProofLink>{" "}
      {parts.filter((part) => part !== null && part !== "").join(" · ")}
    </>
  );
}
