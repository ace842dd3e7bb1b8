import { Anchor, Button, Group, Progress } from "@mantine/core";
import { IconBarcode, IconPlayerPlay, IconPlugConnected, IconUser } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { MachineRow } from "#shared/machines/machines.contract.ts";
import type { RunSource } from "#shared/runs/run-source.ts";
import type { RunRow } from "#shared/runs/runs.contract.ts";
import { Panel } from "#shared/ui/panel/Panel.tsx";
import { useFormat } from "../../shell/use-format.ts";
import { useSession } from "../../shell/use-session.ts";
import { MadeCell, useSourceText } from "./use-run-columns.tsx";
import classes from "./runs.module.css";

const sourceIcons: Readonly<Record<RunSource, typeof IconUser>> = {
  signal: IconPlugConnected,
  person: IconUser,
  scan: IconBarcode,
};

interface RunsNowProps {
  readonly machines: readonly MachineRow[];
  readonly runs: readonly RunRow[];
  readonly onStart: (machine: MachineRow) => void;
  readonly onCorrect: (run: RunRow) => void;
  readonly onEnd: (run: RunRow) => void;
}

/** What runs where now: one card per machine, those that make nothing last. */
export function RunsNow(props: RunsNowProps) {
  const { t } = useTranslation("runs");
  const byMachine = new Map(props.runs.map((run) => [run.machineId, run]));
  const ordered = props.machines.toSorted(
    (a, b) =>
      Number(byMachine.has(b.id)) - Number(byMachine.has(a.id)) ||
      a.code.localeCompare(b.code, undefined, { numeric: true }),
  );
  return (
    <Panel
      title={t("now.title")}
      aside={t("now.count", { running: byMachine.size, machines: props.machines.length })}
    >
      <ul className={classes.cards}>
        {ordered.map((machine) => (
          <MachineCard
            key={machine.id}
            {...props}
            machine={machine}
            run={byMachine.get(machine.id)}
          />
        ))}
      </ul>
    </Panel>
  );
}

function MachineCard(
  props: RunsNowProps & { readonly machine: MachineRow; readonly run: RunRow | undefined },
) {
  const { t } = useTranslation("runs");
  const format = useFormat();
  const { may } = useSession();
  const sourceText = useSourceText();
  const { machine, run } = props;
  const reportsItself =
    machine.signals.product !== undefined || machine.signals.order !== undefined;
  const maySet = may("run:set");
  const SourceIcon = sourceIcons[run?.source ?? "signal"];
  return (
    <li className={classes.card} data-idle={run === undefined || undefined}>
      <div className={classes.cardHead}>
        <Anchor component={Link} to={`/machines/${machine.id}` as never} fw={640} c="inherit">
          {machine.code}
        </Anchor>
        {run !== undefined && (
          <span className={classes.source} title={sourceText(run)}>
            <SourceIcon size={15} aria-hidden /> {sourceText(run)}
          </span>
        )}
      </div>
      {run === undefined ? (
        <p className={classes.quiet}>{t("now.nothing")}</p>
      ) : (
        <>
          <div className={classes.made}>
            <MadeCell run={run} />
            {run.orderNo !== null && <span className={classes.order}>{run.orderNo}</span>}
          </div>
          <div className={classes.cardFacts}>
            <span>{t("now.since", { at: format.dateTime(run.start) })}</span>
            <span>
              {run.target === null
                ? t("now.good", { count: run.good, pieces: format.pieces(run.good) })
                : t("now.goodOf", {
                    good: format.pieces(run.good),
                    target: format.pieces(run.target),
                    share: format.figure(run.attainment).text,
                  })}
            </span>
          </div>
          {run.target !== null && (
            <Progress
              size="sm"
              color="accent"
              value={Math.min(100, (run.attainment.value ?? 0) * 100)}
              aria-label={t("columns.attainment")}
            />
          )}
        </>
      )}
      {maySet && (
        <Group gap={6} mt="auto">
          {!reportsItself && (
            <Button
              size="compact-sm"
              h={36}
              variant="light"
              leftSection={<IconPlayerPlay size={15} aria-hidden />}
              onClick={() => props.onStart(machine)}
            >
              {t(run === undefined ? "now.start" : "now.startNext")}
            </Button>
          )}
          {run !== undefined && (
            <Button size="compact-sm" h={36} variant="subtle" onClick={() => props.onCorrect(run)}>
              {t("now.correct")}
            </Button>
          )}
          {run !== undefined && !reportsItself && (
            <Button
              size="compact-sm"
              h={36}
              variant="subtle"
              color="gray"
              onClick={() => props.onEnd(run)}
            >
              {t("end.verb")}
            </Button>
          )}
        </Group>
      )}
    </li>
  );
}
