import { Button, Text } from "@mantine/core";
import { IconCalendarClock, IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { ShiftPatternRow } from "#shared/shifts/shifts.contract.ts";
import type { TableColumn } from "#shared/ui/table/table-column.ts";
import { useApi } from "../../shell/ApiProvider.tsx";
import { LocalTable } from "../../shell/LocalTable.tsx";
import { Page } from "../../shell/Page.tsx";
import { Empty, Failure } from "../../shell/PageStates.tsx";
import { useSession } from "../../shell/use-session.ts";

/** When machines are planned to work. */
export function ShiftPatternListPage() {
  const { t } = useTranslation(["shifts", "form"]);
  const api = useApi();
  const navigate = useNavigate();
  const { may } = useSession();
  const patterns = useQuery(api.shifts.patterns.queryOptions());
  const add = may("shift:update") && (
    <Button
      leftSection={<IconPlus size={16} />}
      renderRoot={(root) => (
        <Link {...root} to="/setup/shifts/$patternId" params={{ patternId: "new" }} />
      )}
    >
      {t("shifts:add")}
    </Button>
  );
  const columns: TableColumn<ShiftPatternRow>[] = [
    {
      key: "code",
      label: t("form:code"),
      value: (row) => row.code,
      cell: (row) => (
        <Text span fw={600} size="sm">
          {row.code}
        </Text>
      ),
      isSortable: true,
      width: "12rem",
    },
    { key: "name", label: t("form:name"), value: (row) => row.pattern.name, isSortable: true },
    {
      key: "shifts",
      label: t("shifts:shifts.title"),
      value: (row) =>
        row.pattern.shifts.map((one) => `${one.name} ${one.start}–${one.end}`).join(", "),
      from: "md",
    },
    {
      key: "cycle",
      label: t("shifts:cycle.title"),
      value: (row) =>
        row.pattern.cycle.type === "weekly"
          ? t("shifts:cycle.weekly.label")
          : t("shifts:cycle.ofDays", { count: row.pattern.cycle.days.length }),
      from: "lg",
      width: "11rem",
    },
    {
      key: "machines",
      label: t("shifts:machines"),
      value: (row) => row.machineCount,
      align: "end",
      isSortable: true,
      width: "8rem",
    },
  ];
  return (
    <Page title={t("shifts:title")} purpose={t("shifts:purpose")} actions={add}>
      <LocalTable
        id="shift-patterns"
        label={t("shifts:title")}
        columns={columns}
        rows={patterns.data?.rows}
        keyOf={(row) => row.id}
        onOpen={(row) =>
          void navigate({ to: "/setup/shifts/$patternId", params: { patternId: row.id } })
        }
        failure={
          patterns.error && <Failure error={patterns.error} retry={() => void patterns.refetch()} />
        }
        empty={
          <Empty
            icon={IconCalendarClock}
            title={t("shifts:empty.title")}
            text={t("shifts:empty.text")}
            action={add}
          />
        }
      />
    </Page>
  );
}
