import { Badge, Button } from "@mantine/core";
import { IconBellCog, IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { AlertRuleRow } from "#shared/alerts/alerts.contract.ts";
import type { TableColumn } from "#shared/ui/table/table-column.ts";
import { useApi } from "../../shell/ApiProvider.tsx";
import { Page } from "../../shell/Page.tsx";
import { Empty } from "../../shell/PageStates.tsx";
import { ServerTable } from "../../shell/ServerTable.tsx";
import { RuleDrawer } from "./RuleDrawer.tsx";
import { useConditionText } from "./use-condition-text.ts";
import classes from "./alerts.module.css";

/** What the engine looks out for, in sentences. */
export function AlertRulesPage() {
  const { t } = useTranslation("alerts");
  const api = useApi();
  const [edited, setEdited] = useState<AlertRuleRow | "new" | null>(null);
  const add = (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setEdited("new")}>
      {t("rules.add")}
    </Button>
  );
  return (
    <Page title={t("rules.title")} purpose={t("rules.purpose")} actions={add}>
      <ServerTable
        id="alert-rules"
        label={t("rules.title")}
        list={api.alerts.rules}
        sorts={["name", "createdAt"]}
        columns={useRuleColumns()}
        keyOf={(row) => row.id}
        hasInactive
        onOpen={setEdited}
        empty={
          <Empty
            icon={IconBellCog}
            title={t("rules.empty.title")}
            text={t("rules.empty.text")}
            action={add}
          />
        }
      />
      {edited !== null && <RuleDrawer rule={edited} onClose={() => setEdited(null)} />}
    </Page>
  );
}

function useRuleColumns(): readonly TableColumn<AlertRuleRow>[] {
  const { t } = useTranslation("alerts");
  const api = useApi();
  const conditionText = useConditionText();
  const machines = useQuery(api.machines.list.queryOptions({ input: { limit: 5_000 } }));
  const codes = new Map((machines.data?.rows ?? []).map(({ id, code }) => [id, code]));
  const machinesText = ({ machineIds }: AlertRuleRow) =>
    machineIds === null
      ? t("fields.everyMachine")
      : machineIds.map((id) => codes.get(id) ?? "–").join(", ");
  const toldText = ({ channels }: AlertRuleRow) =>
    [
      ...(channels.roles.length === 0
        ? [t("recipients.everybody")]
        : channels.roles.map((code) => t(`shell:roles.${code}`))),
      ...channels.mail,
      ...(channels.webhooks.length === 0
        ? []
        : [t("recipients.someWebhooks", { count: channels.webhooks.length })]),
    ].join(", ");
  return [
    {
      key: "name",
      label: t("fields.name"),
      value: (row) => row.name,
      cell: (row) => (
        <>
          <b>{row.name}</b>{" "}
          {!row.isActive && <Badge variant="default">{t("form:deactivated")}</Badge>}
        </>
      ),
      width: "16rem",
    },
    {
      key: "condition",
      label: t("fields.kind"),
      value: (row) => conditionText(row.condition),
      cell: (row) => <span className={classes.what}>{conditionText(row.condition)}</span>,
    },
    { key: "machines", label: t("fields.machines"), value: machinesText, from: "md" },
    { key: "told", label: t("fields.told"), value: toldText, from: "lg" },
    {
      key: "raisedNow",
      label: t("fields.raisedNow"),
      value: (row) => row.raisedNow,
      align: "end",
      from: "md",
      width: "9rem",
    },
  ];
}
