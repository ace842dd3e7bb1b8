import { Button, Select } from "@mantine/core";
import { IconPlayerRecordFilled, IconPlugConnected } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ConnectionRow } from "#shared/connections/connection-rows.ts";
import type { Id } from "#shared/kernel/id.ts";
import type { MachineRow } from "#shared/machines/machines.contract.ts";
import type { LookIn } from "#shared/teach/teach.contract.ts";
import { useApi } from "../../shell/ApiProvider.tsx";
import { Callout } from "../../shell/Callout.tsx";
import { Empty, Failure, Loading } from "../../shell/PageStates.tsx";
import { useCommand } from "../../shell/use-command.ts";
import { FolderPicker } from "./FolderPicker.tsx";
import { firstRegisters, RegisterFields } from "./RegisterFields.tsx";
import classes from "./teach.module.css";

/** First step: through which connection the machine is seen, and where in it to look. */
export function WhereToLook(props: { machine: MachineRow; onBegun: (lessonId: string) => void }) {
  const { t } = useTranslation("teach");
  const api = useApi();
  const connections = useQuery(
    api.connections.list.queryOptions({ input: { limit: 1_000, sortBy: "name" } }),
  );
  if (connections.data === undefined)
    return connections.error === null ? (
      <Loading />
    ) : (
      <Failure error={connections.error} retry={() => void connections.refetch()} />
    );
  if (connections.data.rows.length === 0)
    return (
      <Empty
        icon={IconPlugConnected}
        title={t("none.title")}
        text={t("none.text")}
        action={
          <Button renderRoot={(root) => <Link {...root} to="/setup/connections" />}>
            {t("none.action")}
          </Button>
        }
      />
    );
  return <Choice {...props} connections={connections.data.rows} />;
}

function Choice(props: {
  machine: MachineRow;
  connections: readonly ConnectionRow[];
  onBegun: (lessonId: string) => void;
}) {
  const { t } = useTranslation("teach");
  const api = useApi();
  const { machine, connections, onBegun } = props;
  const [id, setId] = useState(machine.connectionId ?? connections[0]!.id);
  const connection = connections.find((one) => one.id === id) ?? connections[0]!;
  const [folder, setFolder] = useState<string | null>(null);
  const [registers, setRegisters] = useState(firstRegisters);
  const begin = useCommand(api.teach.begin, { onDone: ({ sessionId }) => onBegun(sessionId) });
  const lookIn = (): LookIn => {
    switch (connection.settings.driver) {
      case "modbus":
        return { kind: "registers", ...registers };
      case "serial":
        return { kind: "telegram" };
      case "opcua":
      case "simulated":
        return { kind: "browse", address: folder };
      default:
        return connection.settings satisfies never;
    }
  };
  const { driver } = connection.settings;
  return (
    <section className={classes.where}>
      <h2>{t("where.title")}</h2>
      <Select
        label={t("where.connection")}
        data={connections.map((one) => ({ value: one.id, label: `${one.name} · ${one.code}` }))}
        value={connection.id}
        allowDeselect={false}
        searchable
        onChange={(value) => {
          setId(value ?? id);
          setFolder(null);
        }}
      />
      {connection.link !== "live" && (
        <Callout tone="notice">{t(`where.link.${connection.link}`)}</Callout>
      )}
      {driver === "modbus" && <RegisterFields value={registers} onChange={setRegisters} />}
      {driver === "serial" && <p className={classes.hint}>{t("where.telegram")}</p>}
      {(driver === "opcua" || driver === "simulated") && (
        <FolderPicker
          key={connection.id}
          connectionId={connection.id as Id<"connection">}
          onChange={setFolder}
        />
      )}
      <Button
        size="lg"
        leftSection={<IconPlayerRecordFilled size={18} />}
        loading={begin.isPending}
        onClick={() =>
          begin.mutate({
            connectionId: connection.id as Id<"connection">,
            machineId: machine.id as Id<"machine">,
            lookIn: lookIn(),
          })
        }
      >
        {t("where.begin")}
      </Button>
      <p className={classes.hint}>{t("where.safe")}</p>
    </section>
  );
}
