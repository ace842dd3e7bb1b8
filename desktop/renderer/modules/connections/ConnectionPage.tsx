import { Button, Menu, Text } from "@mantine/core";
import { IconDots, IconPencil } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ConnectionRow } from "#shared/connections/connection-rows.ts";
import type { Id } from "#shared/kernel/id.ts";
import { useApi } from "../../shell/ApiProvider.tsx";
import { BackLink } from "../../shell/BackLink.tsx";
import { DetailTabs } from "../../shell/DetailTabs.tsx";
import { readFailure } from "../../shell/failure.ts";
import { Page } from "../../shell/Page.tsx";
import { Failure, Loading } from "../../shell/PageStates.tsx";
import { RecordHistory } from "../../shell/RecordHistory.tsx";
import { useSession } from "../../shell/use-session.ts";
import { BrowsePanel } from "./browse/BrowsePanel.tsx";
import { ConnectionActions } from "./ConnectionActions.tsx";
import { ConnectionDrawer } from "./ConnectionDrawer.tsx";
import { ConnectionOverview } from "./ConnectionOverview.tsx";
import { GapTable } from "./GapTable.tsx";
import { LinkMark } from "./LinkMark.tsx";
import { LinkNote } from "./LinkNote.tsx";
import { LogTable } from "./LogTable.tsx";
import { TagTable } from "./tags/TagTable.tsx";

const route = getRouteApi("/setup/connections/$connectionId");
const refetchMs = 2_000;

/** One connection: how the link does, its tags with live values, what the server offers, its gaps. */
export function ConnectionPage() {
  const { t } = useTranslation("connections");
  const api = useApi();
  const id = route.useParams().connectionId as Id<"connection">;
  const connection = useQuery(
    api.connections.get.queryOptions({ input: { id }, refetchInterval: refetchMs }),
  );
  const back = <BackLink to="/setup/connections" label={t("title")} />;
  // What was deleted elsewhere must not go on looking live.
  if (connection.data !== undefined && !isGone(connection.error))
    return <Connection key={id} connection={connection.data} back={back} />;
  return (
    <Page title={t("one")} back={back}>
      {connection.error === null ? (
        <Loading />
      ) : (
        <Failure error={connection.error} retry={() => void connection.refetch()} />
      )}
    </Page>
  );
}

function isGone(error: Error | null): boolean {
  if (error === null) return false;
  const failure = readFailure(error);
  return failure.kind === "refusal" && failure.code === "NOT_FOUND";
}

function Connection(props: { connection: ConnectionRow; back: React.ReactNode }) {
  const { t } = useTranslation(["connections", "form"]);
  const { may } = useSession();
  const { connection } = props;
  const [isEditing, setEditing] = useState(false);
  return (
    <Page
      title={connection.name}
      back={props.back}
      status={
        <>
          <Text c="dimmed" fw={600}>
            {connection.code}
          </Text>
          <LinkMark link={connection.link} />
        </>
      }
      actions={
        may("connection:update") && (
          <>
            <Button
              variant="default"
              leftSection={<IconPencil size={16} />}
              onClick={() => setEditing(true)}
            >
              {t("connections:editAndTest")}
            </Button>
            <Menu position="bottom-end">
              <Menu.Target>
                <Button variant="default" px={9} aria-label={t("connections:more")}>
                  <IconDots size={18} />
                </Button>
              </Menu.Target>
              <ConnectionActions connection={connection} />
            </Menu>
          </>
        )
      }
    >
      <LinkNote connection={connection} />
      <DetailTabs
        tabs={[
          {
            name: "overview",
            label: t("connections:overview"),
            panel: <ConnectionOverview connection={connection} />,
          },
          {
            name: "tags",
            label: t("connections:tags.title"),
            panel: <TagTable connection={connection} />,
          },
          {
            name: "browse",
            label: t("connections:browse.title"),
            panel: <BrowsePanel connection={connection} />,
          },
          {
            name: "gaps",
            label: t("connections:gaps.title"),
            panel: <GapTable connectionId={connection.id} />,
          },
          {
            name: "log",
            label: t("connections:log.title"),
            panel: <LogTable connection={connection} />,
          },
          may("audit:read") && {
            name: "history",
            label: t("form:history.title"),
            panel: <RecordHistory entityId={connection.id} />,
          },
        ]}
      />
      {isEditing && (
        <ConnectionDrawer
          connection={connection}
          onClose={() => setEditing(false)}
          onStored={() => setEditing(false)}
        />
      )}
    </Page>
  );
}
