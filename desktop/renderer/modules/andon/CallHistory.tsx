import { Select } from "@mantine/core";
import { IconBellRinging } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { z } from "zod";
import { andonKind, andonKinds } from "#shared/andon/andon-kind.ts";
import type { CallRow } from "#shared/andon/andon.contract.ts";
import { callStatus, callStatuses } from "#shared/andon/call-status.ts";
import type { TableColumn } from "#shared/ui/table/table-column.ts";
import { useApi } from "../../shell/ApiProvider.tsx";
import { Empty } from "../../shell/PageStates.tsx";
import { ServerTable } from "../../shell/ServerTable.tsx";
import { useFormat } from "../../shell/use-format.ts";
import { useSearchState } from "../../shell/use-search-state.ts";
import classes from "./andon.module.css";

const filters = z.object({
  kind: z.union([andonKind, z.literal("")]).catch(""),
  status: z.union([callStatus, z.literal("")]).catch(""),
});
const refetchMs = 10_000;

/** Every call there was, with who came and what was done. */
export function CallHistory() {
  const { t } = useTranslation("andon");
  const api = useApi();
  const [{ kind, status }, change] = useSearchState(filters);
  const filter = { ...(kind !== "" && { kind }), ...(status !== "" && { status }) };
  return (
    <>
      <div className={classes.choices}>
        <Select
          aria-label={t("history.kind")}
          value={kind}
          onChange={(value) => change({ kind: filters.parse({ kind: value }).kind })}
          allowDeselect={false}
          data={[
            { value: "", label: t("history.allKinds") },
            ...andonKinds.map((value) => ({ value, label: t(`kinds.${value}`) })),
          ]}
        />
        <Select
          aria-label={t("history.status")}
          value={status}
          onChange={(value) => change({ status: filters.parse({ status: value }).status })}
          allowDeselect={false}
          data={[
            { value: "", label: t("history.allStatuses") },
            ...callStatuses.map((value) => ({ value, label: t(`status.${value}`) })),
          ]}
        />
      </div>
      <ServerTable
        id="andon-calls"
        label={t("history.title")}
        list={{
          key: () => [...api.andon.list.key(), filter],
          call: (input, options) => api.andon.list.call({ ...input, ...filter }, options),
        }}
        sorts={["openedAt", "machine", "kind", "status", "acknowledgeMs", "resolveMs"]}
        firstDirection="desc"
        columns={useCallColumns()}
        keyOf={(row) => row.id}
        refetchMs={refetchMs}
        empty={
          <Empty
            icon={IconBellRinging}
            title={t("history.empty.title")}
            text={t("history.empty.text")}
          />
        }
      />
    </>
  );
}

function useCallColumns(): readonly TableColumn<CallRow>[] {
  const { t } = useTranslation("andon");
  const format = useFormat();
  const waited = (row: CallRow) =>
    row.acknowledgedAt === null ? null : row.acknowledgedAt - row.openedAt;
  const took = (row: CallRow) => (row.closedAt === null ? null : row.closedAt - row.openedAt);
  const seconds = (ms: number | null) => (ms === null ? null : Math.round(ms / 1_000));
  return [
    {
      key: "openedAt",
      label: t("history.openedAt"),
      value: (row) => new Date(row.openedAt).toISOString(),
      cell: (row) => format.dateTime(row.openedAt),
    },
    {
      key: "machine",
      label: t("history.machine"),
      value: (row) => row.machineCode,
      cell: (row) => <b>{row.machineCode}</b>,
    },
    { key: "kind", label: t("history.kind"), value: (row) => t(`kinds.${row.kind}`) },
    {
      key: "status",
      label: t("history.status"),
      value: (row) => t(`status.${row.status}`),
      from: "md",
    },
    { key: "openedBy", label: t("history.openedBy"), value: (row) => row.openedBy, isExtra: true },
    { key: "note", label: t("note"), value: (row) => row.note, isText: true, from: "lg" },
    {
      key: "acknowledgeMs",
      label: t("history.waited"),
      value: (row) => seconds(waited(row)),
      kind: "seconds",
      cell: (row) => {
        const ms = waited(row);
        return ms === null ? "–" : format.duration(ms);
      },
      align: "end",
    },
    {
      key: "acknowledgedBy",
      label: t("history.acknowledgedBy"),
      value: (row) => row.acknowledgedBy,
      from: "lg",
    },
    {
      key: "resolveMs",
      label: t("history.took"),
      value: (row) => seconds(took(row)),
      kind: "seconds",
      cell: (row) => {
        const ms = took(row);
        return ms === null ? "–" : format.duration(ms);
      },
      align: "end",
      from: "md",
    },
    {
      key: "resolution",
      label: t("history.resolution"),
      value: (row) => row.resolution,
      isText: true,
      from: "lg",
    },
  ];
}
