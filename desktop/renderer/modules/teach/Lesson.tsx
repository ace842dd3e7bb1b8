import { Button } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { MachineRow } from "#shared/machines/machines.contract.ts";
import type { TeachStatus } from "#shared/teach/teach.contract.ts";
import { useApi, useClient } from "../../shell/ApiProvider.tsx";
import { Callout } from "../../shell/Callout.tsx";
import { Loading } from "../../shell/PageStates.tsx";
import { useCommand } from "../../shell/use-command.ts";
import { useStream } from "../../shell/use-stream.ts";
import { MarkButtons } from "./MarkButtons.tsx";
import { MarkList } from "./MarkList.tsx";
import { ProposalPanel } from "./ProposalPanel.tsx";
import classes from "./teach.module.css";

/** The lesson as it goes on: marking on the left, what is found so far beside it. */
export function Lesson(props: { machine: MachineRow; lessonId: string; onLeave: () => void }) {
  const { t } = useTranslation("teach");
  const api = useApi();
  const client = useClient();
  const { lessonId, machine, onLeave } = props;
  const [status, setStatus] = useState<TeachStatus | null>(null);
  const { error } = useStream(
    (signal) => client.teach.watchSession({ sessionId: lessonId }, { signal }),
    setStatus,
    [lessonId],
  );
  const end = useCommand(api.teach.end, { onDone: onLeave });
  if (error !== null)
    return (
      <Callout tone="notice" title={t("gone.title")}>
        <p>{t("gone.text")}</p>
        <Button onClick={onLeave}>{t("again")}</Button>
      </Callout>
    );
  if (status === null) return <Loading />;
  const isOver = status.phase === "ended" || status.phase === "failed";
  return (
    <div className={classes.lesson}>
      <section className={classes.marking}>
        <Progress status={status} />
        {status.phase === "watching" && <MarkButtons lessonId={lessonId} marks={status.marks} />}
        {isOver && <Button onClick={onLeave}>{t("again")}</Button>}
        <MarkList lessonId={lessonId} status={status} />
        {!isOver && (
          <Button
            variant="default"
            loading={end.isPending}
            onClick={() => end.mutate({ sessionId: lessonId })}
          >
            {t("leave")}
          </Button>
        )}
      </section>
      {status.phase !== "failed" && (
        <ProposalPanel machine={machine} lessonId={lessonId} status={status} />
      )}
    </div>
  );
}

function Progress(props: { status: TeachStatus }) {
  const { t } = useTranslation("teach");
  const { phase, candidateCount, changingCount, sampleCount, isCut, failure } = props.status;
  if (phase === "failed")
    return (
      <Callout tone="alarm" title={t("failed.title")}>
        <p>{failure === "nothing_found" ? t("failed.nothing") : failure}</p>
        <p>{t("failed.wayOut")}</p>
      </Callout>
    );
  return (
    <>
      <dl className={classes.facts} aria-live="polite">
        <div>
          <dt>{t("progress.watched")}</dt>
          <dd>{candidateCount}</dd>
        </div>
        <div>
          <dt>{t("progress.changing")}</dt>
          <dd>{changingCount}</dd>
        </div>
        <div>
          <dt>{t("progress.readings")}</dt>
          <dd>{sampleCount}</dd>
        </div>
      </dl>
      <p className={classes.hint}>{t(`phase.${phase}`)}</p>
      {isCut && <Callout tone="notice">{t("progress.cut")}</Callout>}
    </>
  );
}
