import { Alert, Button, Drawer, Group } from "@mantine/core";
import { IconListTree, IconTags, IconTemplate } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { TagRow } from "#shared/connections/connection-rows.ts";
import type { Id } from "#shared/kernel/id.ts";
import type { MachineRow } from "#shared/machines/machines.contract.ts";
import { tagsOf } from "#shared/machines/signal-rules.ts";
import type { TableColumn } from "#shared/ui/table/table-column.ts";
import { useApi } from "../../../shell/ApiProvider.tsx";
import { LocalTable } from "../../../shell/LocalTable.tsx";
import { Empty, Failure } from "../../../shell/PageStates.tsx";
import { useSession } from "../../../shell/use-session.ts";
import { BrowsePanel } from "../../connections/browse/BrowsePanel.tsx";
import { AgeCell, QualityCell, ValueCell } from "../../connections/tags/LiveCells.tsx";
import { TagDrawer } from "../../connections/tags/TagDrawer.tsx";
import { useLiveValues } from "../../connections/tags/use-live-values.ts";
import { TemplateDrawer } from "./TemplateDrawer.tsx";

/** The tags that belong to a machine, and picking more from its connection. */
export function MachineTags(props: { machine: MachineRow }) {
  const { t } = useTranslation(["connections", "setup", "form"]);
  const api = useApi();
  const { may } = useSession();
  const { machine } = props;
  const machineId = machine.id as Id<"machine">;
  const [isBrowsing, setBrowsing] = useState(false);
  const [isTemplate, setTemplate] = useState(false);
  const [opened, setOpened] = useState<TagRow | null>(null);
  const store = useLiveValues({ machineId });
  const tags = useQuery(api.connections.tags.queryOptions({ input: { machineId } }));
  const connection = useQuery(
    api.connections.get.queryOptions({
      input: { id: machine.connectionId as Id<"connection"> },
      enabled: machine.connectionId !== null,
    }),
  );
  const used = new Set(tagsOf(machine.signals));
  const mayEdit = may("connection:update");
  const browse = mayEdit && connection.data !== undefined && (
    <Group gap="xs">
      <Button
        variant="default"
        leftSection={<IconTemplate size={16} />}
        onClick={() => setTemplate(true)}
      >
        {t("setup:template.open")}
      </Button>
      <Button leftSection={<IconListTree size={16} />} onClick={() => setBrowsing(true)}>
        {t("connections:tags.fromServer")}
      </Button>
    </Group>
  );
  const columns: TableColumn<TagRow>[] = [
    { key: "code", label: t("connections:tags.code"), value: (tag) => tag.code, isSortable: true },
    {
      key: "value",
      label: t("connections:values.title"),
      value: (tag) => store.valueOf(tag.id)?.value ?? null,
      cell: (tag) => <ValueCell store={store} tag={tag} />,
      align: "end",
    },
    {
      key: "quality",
      label: t("connections:quality.title"),
      value: (tag) => store.valueOf(tag.id)?.statusText ?? null,
      cell: (tag) => <QualityCell store={store} tag={tag} />,
    },
    {
      key: "age",
      label: t("connections:tags.age"),
      value: () => null,
      cell: (tag) => <AgeCell store={store} tag={tag} />,
      align: "end",
      from: "md",
    },
    {
      key: "class",
      label: t("connections:tags.class"),
      value: (tag) => t(`connections:classes.${tag.class}.label`),
      isSortable: true,
      from: "md",
    },
    {
      key: "used",
      label: t("setup:tags.used"),
      value: (tag) => (used.has(tag.code) ? t("setup:tags.yes") : t("setup:tags.no")),
      from: "lg",
    },
    {
      key: "address",
      label: t("connections:tags.address"),
      value: (tag) => tag.address,
      from: "lg",
    },
  ];
  return (
    <>
      {machine.connectionId === null && (
        <Alert color="gray" variant="light" mb="md">
          {t("setup:tags.noConnection")}
        </Alert>
      )}
      <LocalTable
        id="machine-tags"
        label={t("connections:tags.title")}
        columns={columns}
        rows={tags.data?.rows}
        keyOf={(tag) => tag.id}
        filters={(tags.data?.rows.length ?? 0) > 0 ? browse || undefined : undefined}
        {...(mayEdit ? { onOpen: setOpened } : {})}
        failure={tags.error && <Failure error={tags.error} retry={() => void tags.refetch()} />}
        empty={
          <Empty
            icon={IconTags}
            title={t("setup:tags.empty.title")}
            text={t("setup:tags.empty.text")}
            action={browse}
          />
        }
      />
      <Drawer
        opened={isBrowsing && connection.data !== undefined}
        onClose={() => setBrowsing(false)}
        position="right"
        size="xl"
        title={<b>{t("connections:browse.title")}</b>}
      >
        {connection.data !== undefined && (
          <BrowsePanel
            connection={connection.data}
            machineId={machine.id}
            onAdded={() => setBrowsing(false)}
          />
        )}
      </Drawer>
      {isTemplate && connection.data !== undefined && (
        <TemplateDrawer
          machine={machine}
          connection={connection.data}
          onClose={() => setTemplate(false)}
        />
      )}
      {opened !== null && (
        <TagDrawer
          key={opened.id}
          tag={opened}
          connectionId={opened.connectionId as Id<"connection">}
          machines={[machine]}
          store={store}
          onClose={() => setOpened(null)}
        />
      )}
    </>
  );
}
