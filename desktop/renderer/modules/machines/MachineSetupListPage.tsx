import { Badge, Button, Text } from "@mantine/core";
import { IconEngine, IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { MachineRow } from "#shared/machines/machines.contract.ts";
import type { TableColumn } from "#shared/ui/table/table-column.ts";
import { useApi } from "../../shell/ApiProvider.tsx";
import { Page } from "../../shell/Page.tsx";
import { Empty } from "../../shell/PageStates.tsx";
import { ServerTable } from "../../shell/ServerTable.tsx";
import { useSession } from "../../shell/use-session.ts";
import { NewMachineDrawer } from "./setup/NewMachineDrawer.tsx";
import classes from "./setup/setup.module.css";

const everyConnection = { limit: 5_000, includeInactive: true };

/** Every machine of the plant as it is set up. */
export function MachineSetupListPage() {
  const { t } = useTranslation("setup");
  const api = useApi();
  const navigate = useNavigate();
  const { may } = useSession();
  const [isAdding, setAdding] = useState(false);
  const open = (machineId: string, tab?: string) =>
    void navigate({
      to: "/setup/machines/$machineId",
      params: { machineId },
      ...(tab === undefined ? {} : { search: { tab } as never }),
    });
  const add = may("machine:update") && (
    <Button leftSection={<IconPlus size={16} />} onClick={() => setAdding(true)}>
      {t("add")}
    </Button>
  );
  return (
    <Page title={t("title")} purpose={t("purpose")} actions={add}>
      <ServerTable
        id="machines-setup"
        label={t("title")}
        list={api.machines.list}
        sorts={["code", "name", "kind"]}
        columns={useMachineColumns()}
        keyOf={(row) => row.id}
        hasInactive
        onOpen={(row) => open(row.id)}
        empty={
          <Empty icon={IconEngine} title={t("empty.title")} text={t("empty.text")} action={add} />
        }
      />
      {isAdding && (
        <NewMachineDrawer
          onClose={() => setAdding(false)}
          onAdded={(machine) => open(machine.id, "tags")}
        />
      )}
    </Page>
  );
}

function useMachineColumns(): readonly TableColumn<MachineRow>[] {
  const { t } = useTranslation(["setup", "form", "machines"]);
  const api = useApi();
  const connections = useQuery(api.connections.list.queryOptions({ input: everyConnection }));
  const patterns = useQuery(api.shifts.patterns.queryOptions());
  const codeIn = (rows: readonly { id: string; code: string }[] | undefined, id: string | null) =>
    id === null ? null : (rows?.find((row) => row.id === id)?.code ?? null);
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
      width: "10rem",
    },
    {
      key: "name",
      label: t("form:name"),
      value: (row) => row.name,
      cell: (row) => (
        <>
          {row.name} {!row.isActive && <Badge variant="default">{t("form:deactivated")}</Badge>}
        </>
      ),
    },
    {
      key: "kind",
      label: t("setup:kind.label"),
      value: (row) => t(`machines:kinds.${row.kind}`),
      from: "lg",
    },
    {
      key: "connection",
      label: t("setup:connection.label"),
      value: (row) => codeIn(connections.data?.rows, row.connectionId),
      cell: (row) =>
        codeIn(connections.data?.rows, row.connectionId) ?? <Missing word={t("form:none")} />,
      from: "md",
    },
    {
      key: "pattern",
      label: t("setup:pattern.label"),
      value: (row) => codeIn(patterns.data?.rows, row.shiftPatternId),
      cell: (row) =>
        codeIn(patterns.data?.rows, row.shiftPatternId) ?? <Missing word={t("form:none")} />,
      from: "md",
    },
    {
      key: "rule",
      label: t("setup:state.rule"),
      value: (row) => (row.signals.state ? t(`setup:rules.${row.signals.state.type}.label`) : null),
      cell: (row) =>
        row.signals.state ? (
          t(`setup:rules.${row.signals.state.type}.label`)
        ) : (
          <Missing word={t("setup:noSignals")} />
        ),
    },
    {
      key: "counts",
      label: t("setup:counts.title"),
      value: (row) => countsOf(row),
      cell: (row) => countsOf(row) ?? <Missing word={t("form:none")} />,
      from: "lg",
      isExtra: true,
    },
  ];
}

const countsOf = (row: MachineRow): string | null =>
  row.signals.counts?.total?.tag ?? row.signals.counts?.good?.tag ?? null;

/** Something without which the machine's figures stay empty. */
function Missing(props: { word: string }) {
  return <span className={classes.missing}>{props.word}</span>;
}
