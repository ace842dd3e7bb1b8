import { Badge, Button } from "@mantine/core";
import { IconPlus, IconWebhook } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { WebhookTargetRow } from "#shared/alerts/alerts.contract.ts";
import { Panel } from "#shared/ui/panel/Panel.tsx";
import type { TableColumn } from "#shared/ui/table/table-column.ts";
import { useApi } from "../../shell/ApiProvider.tsx";
import { Empty } from "../../shell/PageStates.tsx";
import { ServerTable } from "../../shell/ServerTable.tsx";
import { WebhookDrawer } from "./WebhookDrawer.tsx";

/** Where alerts are posted to: Teams, Slack or a program. */
export function WebhookPanel() {
  const { t } = useTranslation("alerts");
  const api = useApi();
  const [edited, setEdited] = useState<WebhookTargetRow | "new" | null>(null);
  const add = (
    <Button
      variant="default"
      leftSection={<IconPlus size={16} aria-hidden />}
      onClick={() => setEdited("new")}
    >
      {t("webhooks.add")}
    </Button>
  );
  const columns: readonly TableColumn<WebhookTargetRow>[] = [
    {
      key: "name",
      label: t("webhooks.name"),
      value: (row) => row.name,
      cell: (row) => (
        <>
          <b>{row.name}</b>{" "}
          {!row.isActive && <Badge variant="default">{t("form:deactivated")}</Badge>}
        </>
      ),
    },
    { key: "shape", label: t("webhooks.shape"), value: (row) => t(`webhooks.shapes.${row.shape}`) },
    { key: "host", label: t("webhooks.host"), value: (row) => row.host, from: "md" },
  ];
  return (
    <Panel title={t("webhooks.title")} aside={add}>
      <ServerTable
        id="webhooks"
        label={t("webhooks.title")}
        list={api.alerts.targets}
        sorts={["name", "shape"]}
        columns={columns}
        keyOf={(row) => row.id}
        hasInactive
        onOpen={setEdited}
        empty={
          <Empty
            icon={IconWebhook}
            title={t("webhooks.empty.title")}
            text={t("webhooks.empty.text")}
          />
        }
      />
      {edited !== null && <WebhookDrawer target={edited} onClose={() => setEdited(null)} />}
    </Panel>
  );
}
