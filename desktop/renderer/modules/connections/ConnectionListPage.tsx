import { Button, Text } from "@mantine/core";
import { IconPlugConnected, IconPlus } from "@tabler/icons-react";
import { Link, useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { ConnectionRow } from "#shared/connections/connection-rows.ts";
import type { TableColumn } from "#shared/ui/table/table-column.ts";
import { useApi } from "../../shell/ApiProvider.tsx";
import { Page } from "../../shell/Page.tsx";
import { Empty } from "../../shell/PageStates.tsx";
import { ServerTable } from "../../shell/ServerTable.tsx";
import { useFormat } from "../../shell/use-format.ts";
import { useSession } from "../../shell/use-session.ts";
import { causeText } from "../machines/cause-text.ts";
import { clockOffsetText } from "./clock-offset-text.ts";
import { addressOf } from "./connection-address.ts";
import classes from "./connections.module.css";
import { LinkMark } from "./LinkMark.tsx";

/** Link states change by themselves; reading the list is cheap. Milliseconds. */
const refetchMs = 2_000;

/** The servers that machines are read from, and how each link does. */
export function ConnectionListPage() {
  const { t } = useTranslation(["connections", "form"]);
  const api = useApi();
  const navigate = useNavigate();
  const { may } = useSession();
  const add = may("connection:update") && (
    <Button
      leftSection={<IconPlus size={16} />}
      renderRoot={(root) => <Link {...root} to="/setup/connections/new" />}
    >
      {t("connections:add")}
    </Button>
  );
  return (
    <Page title={t("connections:title")} purpose={t("connections:purpose")} actions={add}>
      <ServerTable
        id="connections"
        label={t("connections:title")}
        list={api.connections.list}
        sorts={["code", "name"]}
        columns={useConnectionColumns()}
        keyOf={(row) => row.id}
        onOpen={(row) =>
          void navigate({
            to: "/setup/connections/$connectionId",
            params: { connectionId: row.id },
          })
        }
        refetchMs={refetchMs}
        empty={
          <Empty
            icon={IconPlugConnected}
            title={t("connections:empty.title")}
            text={t("connections:empty.text")}
            action={add}
          />
        }
      />
    </Page>
  );
}

function useConnectionColumns(): readonly TableColumn<ConnectionRow>[] {
  const { t } = useTranslation(["connections", "form"]);
  const { t: machineWords } = useTranslation("machines");
  const format = useFormat();
  return [
    {
      key: "code",
      label: t("form:code"),
      value: (row) => row.code,
      cell: (row) => (
        <Text span fw={600} size="sm">
          {row.code}
        </Text>
      ),
    },
    { key: "name", label: t("form:name"), value: (row) => row.name, from: "md" },
    {
      key: "link",
      label: t("connections:link.title"),
      value: (row) => t(`connections:link.${row.link}`),
      cell: (row) => <LinkMark link={row.link} />,
    },
    {
      key: "since",
      label: t("connections:since"),
      value: (row) => (row.since === null ? null : new Date(row.since).toISOString()),
      cell: (row) => (
        <span title={row.since === null ? undefined : format.dateTimeSeconds(row.since)}>
          {row.cause !== null && `${causeText(row.cause, machineWords)} · `}
          {row.since === null ? "–" : format.relative(row.since)}
        </span>
      ),
      from: "md",
    },
    {
      key: "address",
      label: t("connections:address"),
      value: (row) => addressOf(row.settings) ?? t("connections:drivers.simulated"),
      cell: (row) => (
        <span className={classes.address}>
          {addressOf(row.settings) ?? t("connections:drivers.simulated")}
        </span>
      ),
      from: "lg",
    },
    {
      key: "tags",
      label: t("connections:tags.title"),
      value: (row) => row.tagCount,
      cell: (row) =>
        row.badTagCount === 0 ? (
          row.tagCount
        ) : (
          <span className={classes.bad}>
            {t("connections:tags.badOf", { bad: row.badTagCount, total: row.tagCount })}
          </span>
        ),
      align: "end",
    },
    {
      key: "machines",
      label: t("connections:machines"),
      value: (row) => row.machineCount,
      align: "end",
      from: "lg",
    },
    {
      key: "clock",
      label: t("connections:clock.title"),
      value: (row) => row.clockOffsetMs,
      cell: (row) =>
        row.clockOffsetMs === null ? "–" : clockOffsetText(row.clockOffsetMs, format.duration),
      align: "end",
      from: "lg",
    },
    {
      key: "reconnects",
      label: t("connections:reconnects"),
      value: (row) => row.reconnects,
      align: "end",
      isExtra: true,
    },
  ];
}
