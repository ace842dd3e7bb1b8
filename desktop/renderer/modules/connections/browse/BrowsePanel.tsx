import { Button, Text, TextInput } from "@mantine/core";
import { IconPlugConnectedX, IconPlus, IconSearch } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { BrowseNodeRow, ConnectionRow } from "#shared/connections/connection-rows.ts";
import type { Id } from "#shared/kernel/id.ts";
import { useApi } from "../../../shell/ApiProvider.tsx";
import { Empty } from "../../../shell/PageStates.tsx";
import { useSession } from "../../../shell/use-session.ts";
import { AddTagsDialog } from "./AddTagsDialog.tsx";
import classes from "./browse.module.css";
import { BrowseTree } from "./BrowseTree.tsx";
import { LineView, rawAddress } from "./LineView.tsx";
import { ScanStart } from "./ScanStart.tsx";

interface BrowsePanelProps {
  readonly connection: Pick<ConnectionRow, "id" | "link" | "settings">;
  /** The machine that new tags are proposed for. */
  readonly machineId?: string;
  /** After tags were added. */
  readonly onAdded?: () => void;
}

/** The telegrams as they came stand below the fields in a view of their own. */
const rawTelegrams: ReadonlySet<string> = new Set([rawAddress]);

/** What a server offers: open its folders, tick variables, add them as tags. */
export function BrowsePanel(props: BrowsePanelProps) {
  const { t } = useTranslation("connections");
  const api = useApi();
  const { may } = useSession();
  const { connection } = props;
  const connectionId = connection.id as Id<"connection">;
  const [picked, setPicked] = useState<ReadonlyMap<string, BrowseNodeRow>>(new Map());
  const [isAdding, setAdding] = useState(false);
  const [search, setSearch] = useState("");
  const [from, setFrom] = useState<string | null>(null);
  const tags = useQuery(api.connections.tags.queryOptions({ input: { connectionId } }));
  const known = useMemo(() => new Set(tags.data?.rows.map((tag) => tag.address)), [tags.data]);
  if (connection.link !== "live")
    return (
      <Empty
        icon={IconPlugConnectedX}
        title={t("browse.notLive.title")}
        text={t("browse.notLive.text")}
      />
    );
  const toggle = (node: BrowseNodeRow) => {
    const next = new Map(picked);
    if (!next.delete(node.address)) next.set(node.address, node);
    setPicked(next);
  };
  const mayAdd = may("connection:update");
  return (
    <section className={classes.panel}>
      <div className={classes.head}>
        <Text size="sm" c="dimmed">
          {t(`browse.texts.${connection.settings.driver}`)}
        </Text>
        {mayAdd && (
          <Button
            leftSection={<IconPlus size={16} />}
            disabled={picked.size === 0}
            onClick={() => setAdding(true)}
          >
            {picked.size === 0 ? t("browse.addNone") : t("browse.add", { count: picked.size })}
          </Button>
        )}
      </div>
      {connection.settings.driver !== "serial" && (
        <TextInput
          className={classes.search!}
          aria-label={t("browse.search")}
          placeholder={t("browse.search")}
          leftSection={<IconSearch size={16} />}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
      )}
      {connection.settings.driver === "modbus" && <ScanStart at={from} onScan={setFrom} />}
      <BrowseTree
        key={from}
        connectionId={connectionId}
        known={known}
        picked={picked}
        search={search}
        {...(from === null ? {} : { from })}
        {...(connection.settings.driver === "serial" ? { without: rawTelegrams } : {})}
        {...(mayAdd ? { onToggle: toggle } : {})}
      />
      {connection.settings.driver === "serial" && <LineView connectionId={connectionId} />}
      {isAdding && (
        <AddTagsDialog
          connectionId={connectionId}
          nodes={[...picked.values()]}
          machineId={props.machineId ?? null}
          onClose={() => setAdding(false)}
          onAdded={() => {
            setAdding(false);
            setPicked(new Map());
            props.onAdded?.();
          }}
        />
      )}
    </section>
  );
}
