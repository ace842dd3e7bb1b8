import { IconPlugConnected, IconPlugConnectedX, IconPlugOff, type Icon } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { ConnectionRow } from "#shared/connections/connection-rows.ts";
import classes from "./connections.module.css";

type Link = ConnectionRow["link"];

const icons: Readonly<Record<Link, Icon>> = {
  live: IconPlugConnected,
  lost: IconPlugConnectedX,
  disabled: IconPlugOff,
};

/** Whether a connection is up, as icon and word. */
export function LinkMark(props: { link: Link }) {
  const { t } = useTranslation("connections");
  const Icon = icons[props.link];
  return (
    <span className={classes.link} data-link={props.link}>
      <Icon size={16} stroke={1.8} aria-hidden />
      {t(`link.${props.link}`)}
    </span>
  );
}
