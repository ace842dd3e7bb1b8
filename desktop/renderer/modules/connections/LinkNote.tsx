import { Anchor, Button } from "@mantine/core";
import { IconPlayerPause, IconPlugConnectedX } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { ConnectionRow } from "#shared/connections/connection-rows.ts";
import type { Id } from "#shared/kernel/id.ts";
import { useApi } from "../../shell/ApiProvider.tsx";
import { useCommand } from "../../shell/use-command.ts";
import { useFormat } from "../../shell/use-format.ts";
import { useSession } from "../../shell/use-session.ts";
import { causeText } from "../machines/cause-text.ts";
import classes from "./connections.module.css";

/** Causes that are mended on the certificates page. */
const certificateCauses: ReadonlySet<string> = new Set([
  "untrusted_certificate",
  "certificate_expired",
  "own_certificate_refused",
]);

/** While nothing is read: what happened, since when, what it means, what to try, and what is safe. */
export function LinkNote(props: { connection: ConnectionRow }) {
  const { connection } = props;
  switch (connection.link) {
    case "live":
      return null;
    case "lost":
      return <LostNote connection={connection} />;
    case "disabled":
      return <PausedNote connection={connection} />;
    default:
      return connection.link satisfies never;
  }
}

function LostNote(props: { connection: ConnectionRow }) {
  const { t } = useTranslation(["connections", "ledger"]);
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
      {cause !== null && (
        <>
          <p>{t(`ledger:causes.${cause}.meaning`, { defaultValue: "" })}</p>
          <p>
            <b>{t("connections:try.title")}:</b>{" "}
            {t(`ledger:causes.${cause}.try`, { defaultValue: t("connections:editAndTest") })}{" "}
            {certificateCauses.has(cause) && (
              <Anchor renderRoot={(root) => <Link {...root} to="/setup/certificates" />}>
                {t("connections:lost.certificates")}
              </Anchor>
            )}
          </p>
        </>
      )}
      {detail !== null && detail !== "" && (
        <p className={classes.detail}>{t("connections:lost.detail", { detail })}</p>
      )}
      <p>{t("connections:lost.safe")}</p>
    </section>
  );
}

function PausedNote(props: { connection: ConnectionRow }) {
  const { t } = useTranslation("connections");
  const api = useApi();
  const { may } = useSession();
  const { id, version } = props.connection;
  const update = useCommand(api.connections.update, { success: "form:saved" });
  return (
    <section className={classes.lost} role="status">
      <IconPlayerPause size={22} aria-hidden />
      <b>{t("paused.title")}</b>
      <p>{t("paused.text")}</p>
      {may("connection:update") && (
        <p>
          <Button
            loading={update.isPending}
            onClick={() =>
              update.mutate({ id: id as Id<"connection">, basedOn: version, isEnabled: true })
            }
          >
            {t("enable")}
          </Button>
        </p>
      )}
    </section>
  );
}
