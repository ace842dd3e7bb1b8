import { Link } from "@tanstack/react-router";
import type { ComponentProps } from "react";
import { useTranslation } from "react-i18next";
import { RailCallCount } from "../modules/andon/RailCallCount.tsx";
import { UnclassifiedBadge } from "../modules/stops/UnclassifiedBadge.tsx";
import type { NavPage } from "./nav-pages.ts";

interface RailLinkProps extends Omit<ComponentProps<"a">, "href"> {
  readonly page: NavPage;
  /** The page on the screen is this one or one below it. */
  readonly isShown: boolean;
}

/** One page of the rail: its icon, its name, and how much waits there. */
export function RailLink({ page, isShown, ...rest }: RailLinkProps) {
  const { t } = useTranslation();
  return (
    <Link
      {...rest}
      to={page.to}
      className="rail-link"
      // A page below another of the rail belongs to itself alone.
      activeOptions={{ exact: !isShown }}
      data-active={isShown || undefined}
    >
      <page.icon size={21} stroke={1.7} aria-hidden />
      <span className="rail-word">{t(page.labelKey)}</span>
      {page.to === "/stops" && <UnclassifiedBadge />}
      {page.to === "/andon" && <RailCallCount />}
    </Link>
  );
}
