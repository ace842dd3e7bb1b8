import { Badge, Button, Select } from "@mantine/core";
import { IconBell, IconSettings } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { z } from "zod";
import { alertKinds } from "#shared/alerts/alert-facts.ts";
import type { AlertRow } from "#shared/alerts/alerts.contract.ts";
import type { TableColumn } from "#shared/ui/table/table-column.ts";
import { useApi } from "../../shell/ApiProvider.tsx";
import { Page } from "../../shell/Page.tsx";
import { Empty } from "../../shell/PageStates.tsx";
import { ServerTable } from "../../shell/ServerTable.tsx";
import { useFormat } from "../../shell/use-format.ts";
import { useSearchState } from "../../shell/use-search-state.ts";
import { useSession } from "../../shell/use-session.ts";
import { useAlertWords } from "./use-alert-words.ts";
import classes from "./alerts.module.css";

const filters = z.object({
  kind: z.union([z.enum(alertKinds), z.literal("")]).catch(""),
  state: z.enum(["", "raised", "cleared"]).catch(""),
});
const refetchMs = 5_000;

/** Every alert there was: raised, over, and who took note. */
export function AlertListPage() {
  const { t } = useTranslation("alerts");
  const api = useApi();
  const { may } = useSession();
  const [{ kind, state }, change] = useSearchState(filters);
  const filter = { ...(kind !== "" && { kind }), ...(state !== "" && { state }) };
  return (
    <Page
      title={t("list.title")}
      purpose={t("list.purpose")}
      actions={
        may("alert:update") && (
          <Button
            component={Link}
            to={"/setup/alerts" as never}
            variant="default"
            leftSection={<IconSettings size={16} aria-hidden />}
          >
            {t("rules.title")}
          </Button>
        )
      }
    >
      <div className={classes.choices}>
        <Select
          aria-label={t("list.kind")}
          value={kind}
          allowDeselect={false}
          onChange={(value) => change({ kind: filters.parse({ kind: value }).kind })}
          data={[
            { value: "", label: t("list.allKinds") },
            ...alertKinds.map((value) => ({ value, label: t(`kinds.${value}`) })),
          ]}
        />
        <Select
          aria-label={t("list.state")}
          value={state}
          allowDeselect={false}
          onChange={(value) => change({ state: filters.parse({ state: value }).state })}
          data={(["", "raised", "cleared"] as const).map((value) => ({
            value,
            label: t(`list.states.${value === "" ? "all" : value}`),
          }))}
        />
      </div>
      <ServerTable
        id="alerts"
        label={t("list.title")}
        list={{
          key: () => [...api.alerts.list.key(), filter],
          call: (input, options) => api.alerts.list.call({ ...input, ...filter }, options),
        }}
        sorts={["raisedAt", "clearedAt", "kind", "machine"]}
        firstDirection="desc"
        columns={useAlertColumns()}
        keyOf={(row) => row.id}
        refetchMs={refetchMs}
        empty={<Empty icon={IconBell} title={t("list.empty.title")} text={t("list.empty.text")} />}
      />
    </Page>
  );
}

function useAlertColumns(): readonly TableColumn<AlertRow>[] {
  const { t } = useTranslation("alerts");
  const format = useFormat();
  const words = useAlertWords();
  const iso = (at: number | null) => (at === null ? null : new Date(at).toISOString());
  return [
    {
      key: "raisedAt",
      label: t("list.raisedAt"),
      value: (row) => iso(row.raisedAt),
      cell: (row) => format.dateTime(row.raisedAt),
      width: "12rem",
    },
    {
      key: "what",
      label: t("list.what"),
      value: (row) => words(row).title,
      cell: (row) => {
        const { title, text } = words(row);
        return (
          <span className={classes.what}>
            <b>{title}</b>
            <small>{text}</small>
          </span>
        );
      },
    },
    {
      key: "kind",
      label: t("list.kind"),
      value: (row) => t(`kinds.${row.facts.kind}`),
      isExtra: true,
    },
    {
      key: "machine",
      label: t("list.machine"),
      value: (row) => row.machineCode,
      from: "lg",
      width: "8rem",
    },
    { key: "rule", label: t("list.rule"), value: (row) => row.ruleName, isExtra: true },
    {
      key: "clearedAt",
      label: t("list.clearedAt"),
      value: (row) => iso(row.clearedAt),
      cell: (row) =>
        row.clearedAt === null ? (
          <Badge color="red.8" tt="none">
            {t("list.states.raised")}
          </Badge>
        ) : (
          format.dateTime(row.clearedAt)
        ),
      from: "md",
      width: "12rem",
    },
    {
      key: "seenBy",
      label: t("list.seenBy"),
      value: (row) => row.seenBy,
      cell: (row) => row.seenBy ?? "–",
      from: "lg",
      width: "10rem",
    },
  ];
}
