import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { IconActivityHeartbeat, IconListDetails, IconTemplate } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { ConnectionRow } from "#shared/connections/connection-rows.ts";
import type { Id } from "#shared/kernel/id.ts";
import { useApi } from "../../../shell/ApiProvider.tsx";
import { LinkMark } from "../LinkMark.tsx";
import classes from "./new-connection.module.css";

const refetchMs = 1_000;

/** The connection is stored: how its link does, and the ways on. */
export function NextSteps(props: { connection: ConnectionRow }) {
  const { t } = useTranslation("connection-setup");
  const api = useApi();
  const id = props.connection.id as Id<"connection">;
  const query = useQuery(
    api.connections.get.queryOptions({
      input: { id },
      initialData: props.connection,
      refetchInterval: refetchMs,
    }),
  );
  const { name, link, settings } = query.data;
  const to = { to: "/setup/connections/$connectionId", params: { connectionId: id } } as const;
  return (
    <section>
      <h2 className={classes.question}>
        {name} <LinkMark link={link} />
      </h2>
      <p className={classes.hint}>{t("next.text")}</p>
      <ul className={classes.kinds}>
        <li>
          <Link {...to} search={{ tab: "browse" } as never} className={classes.kind}>
            <IconListDetails size={30} stroke={1.5} aria-hidden />
            <span>
              <b>{t(`next.pick.${settings.driver}.label`)}</b>
              <small>{t(`next.pick.${settings.driver}.text`)}</small>
            </span>
          </Link>
        </li>
        <li>
          <Link to="/setup/machines" className={classes.kind}>
            <IconTemplate size={30} stroke={1.5} aria-hidden />
            <span>
              <b>{t("next.template.label")}</b>
              <small>{t("next.template.text")}</small>
            </span>
          </Link>
        </li>
        <li>
          <Link {...to} className={classes.kind}>
            <IconActivityHeartbeat size={30} stroke={1.5} aria-hidden />
            <span>
              <b>{t("next.see.label")}</b>
              <small>{t("next.see.text")}</small>
            </span>
          </Link>
        </li>
      </ul>
    </section>
  );
}
