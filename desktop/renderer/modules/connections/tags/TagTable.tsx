import { Button, Group, Menu } from "@mantine/core";
import {
  IconDownload,
  IconFileSpreadsheet,
  IconPlus,
  IconTags,
  IconUpload,
} from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { ConnectionRow, TagRow } from "#shared/connections/connection-rows.ts";
import { writeTagsCsv } from "#shared/connections/tags-csv.ts";
import type { Id } from "#shared/kernel/id.ts";
import type { TableColumn } from "#shared/ui/table/table-column.ts";
import { numberSigns } from "#shared/ui/format/number-signs.ts";
import { useApi } from "../../../shell/ApiProvider.tsx";
import { LocalTable } from "../../../shell/LocalTable.tsx";
import { Empty, Failure } from "../../../shell/PageStates.tsx";
import { saveFile } from "../../../shell/save-file.ts";
import { useSession } from "../../../shell/use-session.ts";
import { ImportTagsDialog } from "./ImportTagsDialog.tsx";
import { TrendLink } from "../../historian/TrendLink.tsx";
import {
  AgeCell,
  ItemStatusCell,
  OverflowCell,
  QualityCell,
  SamplingCell,
  ValueCell,
} from "./LiveCells.tsx";
import type { LiveValueStore } from "./live-value-store.ts";
import { TagDrawer } from "./TagDrawer.tsx";
import classes from "./tags.module.css";
import { useLiveValues } from "./use-live-values.ts";

const allMachines = { limit: 5_000, includeInactive: true };

/** The tags of a connection with what they say right now. */
export function TagTable(props: { connection: ConnectionRow }) {
  const { t, i18n } = useTranslation("connections");
  const api = useApi();
  const { may } = useSession();
  const [isImporting, setImporting] = useState(false);
  const connectionId = props.connection.id as Id<"connection">;
  const store = useLiveValues({ connectionId });
  const tags = useQuery(api.connections.tags.queryOptions({ input: { connectionId } }));
  const machines = useQuery(api.machines.list.queryOptions({ input: allMachines }));
  const [opened, setOpened] = useState<TagRow | "new" | null>(null);
  const codeOf = useMemo(() => {
    const codes = new Map(machines.data?.rows.map((machine) => [machine.id, machine.code]));
    return (machineId: string | null) =>
      machineId === null ? null : (codes.get(machineId) ?? null);
  }, [machines.data]);
  const mayEdit = may("connection:update");
  const ways = mayEdit && (
    <Group gap="xs">
      <Button
        variant="default"
        renderRoot={(root) => <Link {...root} to="." search={{ tab: "browse" } as never} replace />}
      >
        {t("tags.fromServer")}
      </Button>
      <Button leftSection={<IconPlus size={16} />} onClick={() => setOpened("new")}>
        {t("tags.add")}
      </Button>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button variant="default" px={9} aria-label={t("tags.lists")}>
            <IconFileSpreadsheet size={18} />
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconUpload size={16} />} onClick={() => setImporting(true)}>
            {t("tags.import")}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconDownload size={16} />}
            disabled={(tags.data?.rows.length ?? 0) === 0}
            onClick={() =>
              void saveFile(
                `tags-${props.connection.code.toLowerCase()}.csv`,
                `\uFEFF${writeTagsCsv(tags.data?.rows ?? [], numberSigns(i18n.language).list)}`,
                "text/csv",
              )
            }
          >
            {t("tags.export")}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </Group>
  );
  return (
    <>
      <LocalTable
        id="tags"
        label={t("tags.title")}
        columns={useTagColumns(store, codeOf)}
        rows={tags.data?.rows}
        keyOf={(tag) => tag.id}
        {...(mayEdit ? { onOpen: setOpened } : {})}
        filters={ways || undefined}
        failure={tags.error && <Failure error={tags.error} retry={() => void tags.refetch()} />}
        empty={<Empty icon={IconTags} title={t("tags.empty.title")} text={t("tags.empty.text")} />}
      />
      {isImporting && (
        <ImportTagsDialog
          connectionId={connectionId}
          machines={machines.data?.rows ?? []}
          onClose={() => setImporting(false)}
        />
      )}
      {opened !== null && (
        <TagDrawer
          key={opened === "new" ? "new" : opened.id}
          tag={opened}
          connectionId={connectionId}
          machines={machines.data?.rows ?? []}
          store={store}
          onClose={() => setOpened(null)}
        />
      )}
    </>
  );
}

function useTagColumns(
  store: LiveValueStore,
  machineCode: (machineId: string | null) => string | null,
): readonly TableColumn<TagRow>[] {
  const { t } = useTranslation(["connections", "form"]);
  const value = (tag: TagRow) => store.valueOf(tag.id);
  return [
    {
      key: "code",
      label: t("connections:tags.code"),
      value: (tag) => tag.code,
      cell: (tag) => (
        <span className={classes.code} title={tag.name}>
          {tag.code} <TrendLink tagIds={[tag.id]} label={tag.code} />
        </span>
      ),
      isSortable: true,
    },
    {
      key: "name",
      label: t("form:name"),
      value: (tag) => tag.name,
      isSortable: true,
      isExtra: true,
    },
    {
      key: "value",
      label: t("connections:values.title"),
      value: (tag) => value(tag)?.value ?? null,
      cell: (tag) => <ValueCell store={store} tag={tag} />,
      align: "end",
    },
    {
      key: "quality",
      label: t("connections:quality.title"),
      value: (tag) => value(tag)?.statusText ?? null,
      cell: (tag) => <QualityCell store={store} tag={tag} />,
    },
    {
      key: "age",
      label: t("connections:tags.age"),
      value: (tag) => {
        const at = value(tag)?.sourceTime ?? null;
        return at === null ? null : new Date(at).toISOString();
      },
      cell: (tag) => <AgeCell store={store} tag={tag} />,
      align: "end",
      from: "md",
    },
    {
      key: "machine",
      label: t("connections:tags.machine"),
      value: (tag) => machineCode(tag.machineId),
      isSortable: true,
      from: "md",
    },
    {
      key: "class",
      label: t("connections:tags.class"),
      value: (tag) => t(`connections:classes.${tag.class}.label`),
      isSortable: true,
      from: "lg",
    },
    {
      key: "sampling",
      label: t("connections:tags.sampling"),
      value: (tag) => value(tag)?.revisedSamplingMs ?? null,
      cell: (tag) => <SamplingCell store={store} tag={tag} />,
      from: "lg",
    },
    {
      key: "overflow",
      label: t("connections:tags.overflow"),
      value: (tag) => value(tag)?.overflowCount ?? null,
      cell: (tag) => <OverflowCell store={store} tag={tag} />,
      align: "end",
      from: "lg",
    },
    {
      key: "item",
      label: t("connections:tags.item"),
      value: (tag) => value(tag)?.itemStatusText ?? null,
      cell: (tag) => <ItemStatusCell store={store} tag={tag} />,
      from: "lg",
    },
    {
      key: "address",
      label: t("connections:tags.address"),
      value: (tag) => tag.address,
      cell: (tag) => <span className={classes.mono}>{tag.address}</span>,
      isSortable: true,
      isExtra: true,
    },
  ];
}
