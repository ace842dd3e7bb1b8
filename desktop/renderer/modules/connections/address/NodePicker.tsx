import { Modal, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { BrowseNodeRow, ConnectionRow } from "#shared/connections/connection-rows.ts";
import type { Id } from "#shared/kernel/id.ts";
import { BrowseTree } from "../browse/BrowseTree.tsx";

const none: ReadonlySet<string> = new Set();
const nothing: ReadonlyMap<string, BrowseNodeRow> = new Map();

/** One variable of a server, found by looking instead of by typing. */
export function NodePicker(props: {
  connection: ConnectionRow;
  onPick: (node: BrowseNodeRow) => void;
  onClose: () => void;
}) {
  const { t } = useTranslation("connections");
  return (
    <Modal opened onClose={props.onClose} size="xl" title={t("tags.pickAddress")}>
      <Text size="sm" c="dimmed" mb="sm">
        {t("tags.pickText")}
      </Text>
      <BrowseTree
        connectionId={props.connection.id as Id<"connection">}
        known={none}
        picked={nothing}
        onToggle={props.onPick}
      />
    </Modal>
  );
}
