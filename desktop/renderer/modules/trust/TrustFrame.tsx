import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Page } from "../../shell/Page.tsx";
import classes from "./trust.module.css";

/** The pages on trust, in this order. */
const trustPages = [
  { name: "honesty", to: "/trust/honesty" },
  { name: "closed", to: "/trust/closed" },
  { name: "asKnown", to: "/trust/as-known" },
  { name: "definitions", to: "/trust/definitions" },
] as const;

/** What every page on trust has: its title, what it is for, and the way to the others. */
export function TrustFrame(props: {
  page: (typeof trustPages)[number]["name"];
  title?: string;
  actions?: ReactNode;
  children: ReactNode;
}) {
  const { t } = useTranslation("trust");
  const { page } = props;
  return (
    <Page
      title={props.title ?? t(`pages.${page}.title`)}
      purpose={t(`pages.${page}.purpose`)}
      actions={props.actions}
    >
      <nav className={classes.pages} aria-label={t("pagesLabel")}>
        {trustPages.map(({ name, to }) => (
          <Link
            key={name}
            to={to}
            className={classes.page}
            activeOptions={{ exact: true, includeSearch: false }}
            aria-current={name === page ? "page" : undefined}
          >
            {t(`pages.${name}.short`)}
          </Link>
        ))}
      </nav>
      {props.children}
    </Page>
  );
}
