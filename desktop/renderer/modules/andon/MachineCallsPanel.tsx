import { Anchor } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { MachineId } from "#shared/kernel/id.ts";
import { Panel } from "#shared/ui/panel/Panel.tsx";
import { CallButtons } from "./CallButtons.tsx";
import { OpenCallCard } from "./OpenCallCard.tsx";
import { useCallsOf } from "./OpenCallsProvider.tsx";
import classes from "./andon.module.css";

/** On a machine's page: call for somebody, and what waits already. */
export function MachineCallsPanel(props: { machineId: MachineId; machine: string }) {
  const { t } = useTranslation("andon");
  const { machineId, machine } = props;
  const calls = useCallsOf(machineId);
  return (
    <Panel
      title={t("title")}
      aside={
        <Anchor component={Link} to={`/machines/${machineId}/call` as never} size="sm">
          {t("bigButtons")}
        </Anchor>
      }
    >
      <CallButtons machineId={machineId} machine={machine} size="row" />
      {calls.length > 0 && (
        <ul className={classes.cards}>
          {calls.map((call) => (
            <OpenCallCard key={call.id} call={call} />
          ))}
        </ul>
      )}
    </Panel>
  );
}
