import { Menu, Text } from "@mantine/core";
import { IconCopy, IconPlayerPause, IconPlayerPlay, IconTrash } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ConnectionRow } from "#shared/connections/connection-rows.ts";
import type { Id } from "#shared/kernel/id.ts";
import { ConfirmDialog } from "#shared/ui/form/ConfirmDialog.tsx";
import { useApi } from "../../shell/ApiProvider.tsx";
import { useCommand } from "../../shell/use-command.ts";
import { CopyConnectionDialog } from "./CopyConnectionDialog.tsx";

/** Pausing a connection or going on, copying it for a sister machine, and removing it. */
export function ConnectionActions(props: { connection: ConnectionRow }) {
  const { t } = useTranslation(["connections", "form"]);
  const api = useApi();
  const navigate = useNavigate();
  const { connection } = props;
  const id = connection.id as Id<"connection">;
  const [asked, setAsked] = useState<"disable" | "copy" | "remove" | null>(null);
  const close = () => setAsked(null);
  const update = useCommand(api.connections.update, { success: "form:saved", onDone: close });
  const remove = useCommand(api.connections.remove, {
    success: "connections:remove.done",
    onDone: () => void navigate({ to: "/setup/connections" }),
  });
  const isUsed = connection.tagCount + connection.machineCount > 0;
  const enable = (isEnabled: boolean) =>
    update.mutate({ id, basedOn: connection.version, isEnabled });
  return (
    <>
      <Menu.Dropdown>
        {connection.isEnabled ? (
          <Menu.Item
            leftSection={<IconPlayerPause size={16} />}
            onClick={() => setAsked("disable")}
          >
            {t("connections:disable.verb")}
          </Menu.Item>
        ) : (
          <Menu.Item leftSection={<IconPlayerPlay size={16} />} onClick={() => enable(true)}>
            {t("connections:enable")}
          </Menu.Item>
        )}
        <Menu.Item leftSection={<IconCopy size={16} />} onClick={() => setAsked("copy")}>
          {t("connections:copy.verb")}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconTrash size={16} />}
          disabled={isUsed}
          onClick={() => setAsked("remove")}
        >
          {t("connections:remove.verb")}
          {isUsed && (
            <Text size="xs" c="dimmed" maw={260}>
              {t("connections:remove.used", {
                tags: connection.tagCount,
                machines: connection.machineCount,
              })}
            </Text>
          )}
        </Menu.Item>
      </Menu.Dropdown>
      {asked === "copy" && <CopyConnectionDialog connection={connection} onClose={close} />}
      <ConfirmDialog
        opened={asked === "disable"}
        title={t("connections:disable.title", { name: connection.name })}
        verb={t("connections:disable.verb")}
        isBusy={update.isPending}
        onConfirm={() => enable(false)}
        onClose={close}
      >
        <Text size="sm">{t("connections:disable.text", { count: connection.machineCount })}</Text>
      </ConfirmDialog>
      <ConfirmDialog
        opened={asked === "remove"}
        title={t("connections:remove.title", { name: connection.name })}
        verb={t("connections:remove.verb")}
        isDangerous
        isBusy={remove.isPending}
        onConfirm={() => remove.mutate({ id, basedOn: connection.version })}
        onClose={close}
      >
        <Text size="sm">{t("connections:remove.text")}</Text>
      </ConfirmDialog>
    </>
  );
}
