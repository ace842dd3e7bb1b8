import { Button } from "@mantine/core";
import { IconCheck } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Id } from "#shared/kernel/id.ts";
import type { MachineRow } from "#shared/machines/machines.contract.ts";
import type { TeachStatus } from "#shared/teach/teach.contract.ts";
import { useApi } from "../../shell/ApiProvider.tsx";
import { Callout } from "../../shell/Callout.tsx";
import { useCommand } from "../../shell/use-command.ts";
import { LessonPreview } from "./LessonPreview.tsx";
import { RankedList } from "./RankedList.tsx";
import classes from "./teach.module.css";

type Role = "counter" | "running" | "fault";
const roles = ["counter", "running", "fault"] as const satisfies readonly Role[];
/** The proposal is made again with every mark, and so often while readings come. Milliseconds. */
const refetchMs = 2_000;

/** What the marks have shown so far: the best signals, the rules they make and the recorded minutes as these read them. */
export function ProposalPanel(props: {
  machine: MachineRow;
  lessonId: string;
  status: TeachStatus;
}) {
  const { t } = useTranslation("teach");
  const api = useApi();
  const { machine, lessonId, status } = props;
  const navigate = useNavigate();
  const [choice, setChoice] = useState<Partial<Record<Role, string | null>>>({});
  const proposal = useQuery(
    api.teach.propose.queryOptions({
      input: { sessionId: lessonId, choice },
      enabled: status.marks.length > 0,
      refetchInterval: status.phase === "watching" ? refetchMs : false,
      placeholderData: keepPreviousData,
    }),
  );
  const end = useCommand(api.teach.end);
  const accept = useCommand(api.connections.putTags, {
    success: "teach:accepted",
    onDone: () => {
      end.mutate({ sessionId: lessonId });
      void navigate({ to: "/machines/$machineId", params: { machineId: machine.id } });
    },
  });
  const found = proposal.data;
  if (status.marks.length === 0 || found === undefined)
    return (
      <section className={classes.proposal}>
        <h2>{t("proposal.title")}</h2>
        <ol className={classes.how}>
          {["parts", "stop", "run", "fault"].map((step) => (
            <li key={step}>{t(`how.${step}`)}</li>
          ))}
        </ol>
      </section>
    );
  const { signals } = found;
  return (
    <section className={classes.proposal}>
      <h2>{t("proposal.title")}</h2>
      {roles.map((role) => (
        <RankedList
          key={role}
          role={role}
          ranked={found.ranked[role]}
          chosen={found.tags.find(({ code }) => code.endsWith(suffixes[role]))?.address ?? null}
          onChoose={(address) => setChoice({ ...choice, [role]: address })}
        />
      ))}
      {found.notes.length > 0 && (
        <Callout tone="info">
          <ul className={classes.notes}>
            {found.notes.map((note) => (
              <li key={note}>{t(`notes.${note}`)}</li>
            ))}
          </ul>
        </Callout>
      )}
      {signals !== null && (
        <>
          <LessonPreview lessonId={lessonId} tags={found.tags} signals={signals} />
          <Button
            size="lg"
            leftSection={<IconCheck size={20} />}
            loading={accept.isPending}
            onClick={() =>
              accept.mutate({
                connectionId: connectionOf(found.connectionId),
                machineId: machine.id as Id<"machine">,
                tags: found.tags,
                signals,
              })
            }
          >
            {t("accept")}
          </Button>
          <p className={classes.hint}>
            {Object.keys(machine.signals).length > 0 ? t("replaces") : t("acceptHint")}
          </p>
        </>
      )}
    </section>
  );
}

const suffixes: Readonly<Record<Role, string>> = {
  counter: ".count",
  running: ".running",
  fault: ".fault",
};

const connectionOf = (id: string) => id as Id<"connection">;
