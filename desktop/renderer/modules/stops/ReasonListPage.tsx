import { Button, Text } from "@mantine/core";
import { IconListTree, IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { ReasonId } from "#shared/kernel/id.ts";
import type { ReasonRow } from "#shared/stops/stops.contract.ts";
import type { TableColumn } from "#shared/ui/table/table-column.ts";
import { useApi } from "../../shell/ApiProvider.tsx";
import { LocalTable } from "../../shell/LocalTable.tsx";
import { Page } from "../../shell/Page.tsx";
import { Empty, Failure } from "../../shell/PageStates.tsx";
import { useCommand } from "../../shell/use-command.ts";
import { useSession } from "../../shell/use-session.ts";
import { reasonColour } from "./reason-look.ts";
import { reasonTree, type ReasonNode } from "./reason-tree.ts";
import { ReasonDrawer } from "./ReasonDrawer.tsx";
import { CategoryMark } from "./CategoryMark.tsx";
import classes from "./ReasonListPage.module.css";

/** Why machines stand still: the words people and alarm codes choose from. */
export function ReasonListPage() {
  const { t, i18n } = useTranslation(["stops", "form"]);
  const api = useApi();
  const { may } = useSession();
  const reasons = useQuery(api.stops.reasons.queryOptions());
  const [opened, setOpened] = useState<ReasonRow | "new" | null>(null);
  const mayEdit = may("reason:update");
  const update = useCommand(api.stops.updateReason, { success: "stops:moved" });
  const move: MoveReason = (id, parentId) => {
    const reason = reasons.data?.rows.find((row) => row.id === id);
    if (reason === undefined || id === parentId || reason.parentId === parentId) return;
    update.mutate({
      id: id as ReasonId,
      basedOn: reason.version,
      parentId: parentId as ReasonId,
    });
  };
  const nodes = useMemo(
    () =>
      reasons.data &&
      reasonTree(reasons.data.rows, new Intl.Collator(i18n.language).compare, i18n.language),
    [reasons.data, i18n.language],
  );
  const add = mayEdit && (
    <Button leftSection={<IconPlus size={16} />} onClick={() => setOpened("new")}>
      {t("stops:add")}
    </Button>
  );
  return (
    <Page title={t("stops:title")} purpose={t("stops:purpose")} actions={add}>
      <LocalTable
        id="reasons"
        label={t("stops:title")}
        columns={useReasonColumns(mayEdit ? move : null)}
        rows={nodes}
        keyOf={(node) => node.id}
        isActive={isActive}
        {...(mayEdit ? { onOpen: setOpened } : {})}
        failure={
          reasons.error && <Failure error={reasons.error} retry={() => void reasons.refetch()} />
        }
        empty={
          <Empty
            icon={IconListTree}
            title={t("stops:empty.title")}
            text={t("stops:empty.text")}
            action={add}
          />
        }
      />
      <ReasonDrawer reason={opened} reasons={nodes ?? []} onClose={() => setOpened(null)} />
    </Page>
  );
}

const isActive = (node: ReasonNode): boolean => node.isActive;

type MoveReason = (id: string, parentId: string) => void;

function useReasonColumns(move: MoveReason | null): readonly TableColumn<ReasonNode>[] {
  const { t } = useTranslation(["stops", "form"]);
  return [
    {
      key: "name",
      label: t("form:name"),
      value: (node) => node.path.join(" › "),
      cell: (node) => (
        <span
          className={classes.name}
          style={{ paddingInlineStart: node.depth * 22 }}
          draggable={move !== null}
          onDragStart={(event) => event.dataTransfer.setData("text/plain", node.id)}
          onDragOver={(event) => event.preventDefault()}
          onDrop={(event) => {
            event.preventDefault();
            move?.(event.dataTransfer.getData("text/plain"), node.id);
          }}
        >
          {node.depth > 0 && <span className={classes.branch} aria-hidden />}
          <span
            className={classes.colour}
            style={{ backgroundColor: reasonColour(node) }}
            aria-hidden
          />
          <span data-top={node.depth === 0 || undefined}>{node.path.at(-1)}</span>
          {!node.isActive && (
            <Text span size="xs" c="dimmed">
              {t("form:deactivated")}
            </Text>
          )}
        </span>
      ),
      isSortable: true,
    },
    {
      key: "code",
      label: t("form:code"),
      value: (node) => node.code,
      isSortable: true,
      from: "md",
      width: "14rem",
    },
    {
      key: "category",
      label: t("stops:category"),
      value: (node) => t(`stops:categories.${node.category}.label`),
      cell: (node) => <CategoryMark category={node.category} />,
      isSortable: true,
      width: "12rem",
    },
    {
      key: "machines",
      label: t("stops:offered"),
      value: (node) =>
        node.machineIds === null
          ? t("stops:everyMachine")
          : t("stops:offeredOn", { count: node.machineIds.length }),
      from: "md",
      width: "10rem",
    },
    {
      key: "effect",
      label: t("stops:effect"),
      value: (node) => t(`stops:categories.${node.category}.effect`),
      from: "lg",
      isExtra: true,
    },
  ];
}
