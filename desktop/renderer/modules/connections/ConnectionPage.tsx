import { Button, Menu, Text } from "@mantine/core";
import { IconDots, IconPencil, IconPlugConnectedX } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ConnectionRow } from "#shared/connections/connection-rows.ts";
import type { Id } from "#shared/kernel/id.ts";
import { useApi } from "../../shell/ApiProvider.tsx";
import { BackLink } from "../../shell/BackLink.tsx";
import { DetailTabs } from "../../shell/DetailTabs.tsx";
import { Page } from "../../shell/Page.tsx";
import { Failure, Loading } from "../../shell/PageStates.tsx";
import { RecordHistory } from "../../shell/RecordHistory.tsx";
import { useFormat } from "../../shell/use-format.ts";
import { useSession } from "../../shell/use-session.ts";
import { causeText } from "../machines/cause-text.ts";
import { BrowsePanel } from "./browse/BrowsePanel.tsx";
import { clockOffsetText } from "./clock-offset-text.ts";
import { addressOf } from "./connection-address.ts";
import { ConnectionActions } from "./ConnectionActions.tsx";
import { ConnectionDrawer } from "./ConnectionDrawer.tsx";
import classes from "./connections.module.css";
import { GapTable } from "./GapTable.tsx";
import { LinkMark } from "./LinkMark.tsx";
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
  if (connection.data !== undefined)
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
      {connection.link === "lost" && <LostNote connection={connection} />}
      <Facts connection={connection} />
      <DetailTabs
        tabs={[
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

function LostNote(props: { connection: ConnectionRow }) {
  const { t } = useTranslation(["connections", "machines"]);
  const { t: machineWords } = useTranslation("machines");
  const format = useFormat();
  const { cause, detail, since } = props.connection;
  return (
    <section className={classes.lost} role="status">
      <IconPlugConnectedX size={22} aria-hidden />
      <b>
        {cause === null ? t("connections:link.lost") : causeText(cause, machineWords)}
        {since !== null &&
          ` · ${t("connections:lost.since", { at: format.dateTimeSeconds(since) })}`}
      </b>
      {detail !== null && detail !== "" && <p>{detail}</p>}
      <p>
        {cause === "untrusted_certificate"
          ? t("connections:lost.trust")
          : t("connections:lost.safe")}
      </p>
    </section>
  );
}

function Facts(props: { connection: ConnectionRow }) {
  const { t } = useTranslation("connections");
  const format = useFormat();
  const { connection } = props;
  const { settings } = connection;
  const facts: readonly (readonly [string, string])[] = [
    [t("address"), addressOf(settings) ?? t("drivers.simulated")],
    ...(settings.driver === "opcua"
      ? [
          [
            t("security.mode"),
            settings.security.mode === "None"
              ? t("security.modes.None")
              : `${t(`security.modes.${settings.security.mode}`)} · ${settings.security.policy}`,
          ] as const,
        ]
      : []),
    [
      connection.link === "live" ? t("liveSince") : t("since"),
      connection.since === null ? "–" : format.relative(connection.since),
    ],
    [
      t("clock.title"),
      connection.clockOffsetMs === null
        ? "–"
        : clockOffsetText(connection.clockOffsetMs, format.duration),
    ],
    [t("reconnects"), String(connection.reconnects)],
    [t("machines"), String(connection.machineCount)],
    [
      t("tags.title"),
      connection.badTagCount === 0
        ? String(connection.tagCount)
        : t("tags.badOf", { bad: connection.badTagCount, total: connection.tagCount }),
    ],
  ];
  return (
    <dl className={classes.facts}>
      {facts.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
