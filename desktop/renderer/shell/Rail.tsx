import { Tooltip, UnstyledButton } from "@mantine/core";
import { IconLayoutSidebarLeftCollapse, IconLayoutSidebarLeftExpand } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import logo from "../../../resources/icons/unison.svg";
import { RailCallCount } from "../modules/andon/RailCallCount.tsx";
import { UnclassifiedBadge } from "../modules/stops/UnclassifiedBadge.tsx";
import { railPages } from "./nav-pages.ts";
import { useSession } from "./use-session.ts";

/** The way between the main pages: icons and words at the left, a bar at the bottom of a phone. */
export function Rail(props: { isCollapsed: boolean; toggle: () => void }) {
  const { t } = useTranslation();
  const { may } = useSession();
  const { isCollapsed, toggle } = props;
  const pages = railPages.filter((page) => page.permission === undefined || may(page.permission));
  const toggleLabel = t(isCollapsed ? "shell:rail.expand" : "shell:rail.collapse");
  return (
    <nav
      className="rail"
      aria-label={t("shell:rail.label")}
      data-collapsed={isCollapsed || undefined}
    >
      <div className="rail-brand">
        <img src={logo} alt="" width={28} height={28} />
        <span className="rail-word">Unison</span>
      </div>
      <ul className="rail-pages">
        {pages.map((page) => (
          <li key={page.to}>
            <Tooltip label={t(page.labelKey)} position="right" disabled={!isCollapsed}>
              <Link
                to={page.to}
                className="rail-link"
                activeOptions={{ exact: page.to === "/" }}
                activeProps={{ "data-active": true }}
              >
                <page.icon size={21} stroke={1.7} aria-hidden />
                <span className="rail-word">{t(page.labelKey)}</span>
                {page.to === "/stops" && <UnclassifiedBadge />}
                {page.to === "/andon" && <RailCallCount />}
              </Link>
            </Tooltip>
          </li>
        ))}
      </ul>
      <UnstyledButton className="rail-link rail-toggle" onClick={toggle} aria-label={toggleLabel}>
        {isCollapsed ? (
          <IconLayoutSidebarLeftExpand size={20} stroke={1.6} />
        ) : (
          <IconLayoutSidebarLeftCollapse size={20} stroke={1.6} />
        )}
        <span className="rail-word">{toggleLabel}</span>
      </UnstyledButton>
    </nav>
  );
}
