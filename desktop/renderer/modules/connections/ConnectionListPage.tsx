import { Button, Menu, Select, Text } from "@mantine/core";
import { IconDots, IconPlugConnected, IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { z } from "zod";
import type { ConnectionRow } from "#shared/connections/connection-rows.ts";
import type { TableColumn } from "#shared/ui/table/table-column.ts";
import { useApi } from "../../shell/ApiProvider.tsx";
import { LocalTable } from "../../shell/LocalTable.tsx";
import { Page } from "../../shell/Page.tsx";
import { Empty, Failure } from "../../shell/PageStates.tsx";
import { useFormat } from "../../shell/use-format.ts";
import { useSearchState } from "../../shell/use-search-state.ts";
import { useSession } from "../../shell/use-session.ts";
import { causeText } from "../machines/cause-text.ts";
import { addressOf } from "./connection-address.ts";
import { ConnectionActions } from "./ConnectionActions.tsx";
import { clockOffsetText } from "./clock-offset-text.ts";
import classes from "./connections.module.css";
import { LastValueCell, LinkCell, WarningsCell } from "./HealthCells.tsx";

/** Link states change by themselves; reading the list is cheap. Milliseconds. */
const refetchMs = 2_000;
const all = { limit: 5_000 };

const kinds = ["opcua", "modbus", "serial", "simulated"] as const;
const links = ["live", "lost", "disabled"] as const;
const filters = z.object({
  driver: z.enum(kinds).nullable().catch(null),
  link: z.enum(links).nullable().catch(null),
});

/** The servers and devices that machines are read from, and how each link does. */
export function ConnectionListPage() {
  const { t } = useTranslation(["connections", "form"]);
  const api = useApi();
  const navigate = useNavigate();
  const { may } = useSession();
  const [filter, setFilter] = useSearchState(filters);
  const list = useQuery(
    api.connections.list.queryOptions({ input: all, refetchInterval: refetchMs }),
  );
  const rows = list.data?.rows.filter(
    (row) =>
      (filter.driver === null || row.settings.driver === filter.driver) &&
      (filter.link === null || row.link === filter.link),
  );
  const mayChange = may("connection:update");
  const add = mayChange && (
    <Button
      leftSection={<IconPlus size={16} />}
      renderRoot={(root) => <Link {...root} to="/setup/connections/new" />}
    >
      {t("connections:add")}
    </Button>
  );
  return (
    <Page title={t("connections:title")} purpose={t("connections:purpose")} actions={add}>
      <LocalTable
        id="connections"
        label={t("connections:title")}
        columns={useConnectionColumns()}
        rows={rows}
        keyOf={(row) => row.id}
        onOpen={(row) =>
          void navigate({
            to: "/setup/connections/$connectionId",
            params: { connectionId: row.id },
          })
        }
        {...(mayChange && {
          actions: (row: ConnectionRow) => <RowMenu key={row.id} connection={row} />,
        })}
        {...((list.data?.rows.length ?? 0) > 0 && {
          filters: (
            <>
              <Select
                aria-label={t("connections:kind")}
                placeholder={t("connections:kind")}
                clearable
                w={170}
                data={kinds.map((value) => ({ value, label: t(`connections:drivers.${value}`) }))}
                value={filter.driver}
                onChange={(value) =>
                  setFilter({ driver: kinds.find((one) => one === value) ?? null })
                }
              />
              <Select
                aria-label={t("connections:link.title")}
                placeholder={t("connections:link.title")}
                clearable
                w={150}
                data={links.map((value) => ({ value, label: t(`connections:link.${value}`) }))}
                value={filter.link}
                onChange={(value) =>
                  setFilter({ link: links.find((one) => one === value) ?? null })
                }
              />
            </>
          ),
        })}
        failure={list.error && <Failure error={list.error} retry={() => void list.refetch()} />}
        empty={
          (list.data?.rows.length ?? 0) > 0 ? (
            <Empty
              icon={IconPlugConnected}
              title={t("connections:noMatch.title")}
              text={t("connections:noMatch.text")}
              action={
                <Button variant="default" onClick={() => setFilter({ driver: null, link: null })}>
                  {t("connections:noMatch.all")}
                </Button>
              }
            />
          ) : (
            <Empty
              icon={IconPlugConnected}
              title={t("connections:empty.title")}
              text={t("connections:empty.text")}
              action={add}
            />
          )
        }
      />
    </Page>
  );
}

function RowMenu(props: { connection: ConnectionRow }) {
  const { t } = useTranslation("connections");
  const { connection } = props;
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button
          variant="subtle"
          color="gray"
          px={8}
          aria-label={t("moreOf", { name: connection.name })}
        >
          <IconDots size={18} />
        </Button>
      </Menu.Target>
      <ConnectionActions connection={connection} />
    </Menu>
  );
}

function useConnectionColumns(): readonly TableColumn<ConnectionRow>[] {
  const { t } = useTranslation(["connections", "form"]);
  const { t: machineWords } = useTranslation("machines");
  const format = useFormat();
  const where = (row: ConnectionRow) =>
    addressOf(row.settings) ?? t("connections:drivers.simulated");
  return [
    {
      key: "code",
      label: t("form:code"),
      value: (row) => row.code,
      cell: (row) => (
        <span className={classes.named}>
          <Text span fw={600} size="sm">
            {row.code}
          </Text>
          <small>{row.name}</small>
        </span>
      ),
      isSortable: true,
    },
    { key: "name", label: t("form:name"), value: (row) => row.name, isExtra: true },
    {
      key: "link",
      label: t("connections:link.title"),
      value: (row) =>
        row.cause === null
          ? t(`connections:link.${row.link}`)
          : `${t(`connections:link.${row.link}`)}: ${causeText(row.cause, machineWords)}`,
      cell: (row) => <LinkCell row={row} />,
      isSortable: true,
    },
    {
      key: "rate",
      label: t("connections:rate"),
      value: (row) => row.valuesPerSecond,
      cell: (row) => (row.valuesPerSecond === null ? "–" : format.number(row.valuesPerSecond)),
      align: "end",
      isSortable: true,
      from: "md",
    },
    {
      key: "age",
      label: t("connections:lastValue"),
      value: (row) => (row.lastDataAt === null ? null : new Date(row.lastDataAt).toISOString()),
      cell: (row) => <LastValueCell row={row} />,
      align: "end",
      isSortable: true,
      from: "md",
    },
    {
      key: "warnings",
      label: t("connections:warnings.title"),
      value: (row) => row.lostCount + row.overflowCount,
      cell: (row) => <WarningsCell row={row} />,
      from: "md",
    },
    {
      key: "address",
      label: t("connections:address"),
      value: where,
      cell: (row) => (
        <span className={classes.address} title={where(row)}>
          {where(row)}
        </span>
      ),
      isSortable: true,
      from: "lg",
    },
    {
      key: "tags",
      label: t("connections:tags.title"),
      value: (row) => row.tagCount,
      align: "end",
      isSortable: true,
      from: "lg",
    },
    ...figureColumns(t, format),
  ];
}

function figureColumns(
  t: (key: string) => string,
  format: ReturnType<typeof useFormat>,
): readonly TableColumn<ConnectionRow>[] {
  return [
    {
      key: "lost",
      label: t("connections:lostCount"),
      value: (row) => row.lostCount,
      align: "end",
      isExtra: true,
    },
    {
      key: "overflow",
      label: t("connections:overflow"),
      value: (row) => row.overflowCount,
      align: "end",
      isExtra: true,
    },
    {
      key: "errors",
      label: t("connections:errors"),
      value: (row) => row.errorCount,
      align: "end",
      isSortable: true,
      from: "lg",
    },
    {
      key: "clock",
      label: t("connections:clock.title"),
      value: (row) => row.clockOffsetMs,
      cell: (row) =>
        row.clockOffsetMs === null ? "–" : clockOffsetText(row.clockOffsetMs, format.duration),
      align: "end",
      isExtra: true,
    },
    {
      key: "certificate",
      label: t("connections:certificateEnds"),
      value: (row) =>
        row.certificateValidTo === null ? null : new Date(row.certificateValidTo).toISOString(),
      cell: (row) => (row.certificateValidTo === null ? "–" : format.date(row.certificateValidTo)),
      isExtra: true,
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
