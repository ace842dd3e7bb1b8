import { IconChevronLeft } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import classes from "./detail-page.module.css";

/** The way from a detail page to its list. */
export function BackLink(props: { to: string; label: string }) {
  return (
    <Link to={props.to} className={classes.back}>
      <IconChevronLeft size={16} aria-hidden />
      {props.label}
    </Link>
  );
}
