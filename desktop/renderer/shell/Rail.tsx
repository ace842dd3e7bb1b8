import { Tooltip, UnstyledButton } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import {
  IconDots,
  IconLayoutSidebarLeftCollapse,
  IconLayoutSidebarLeftExpand,
} from "@tabler/icons-react";
import { useLocation } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import logo from "../../../resources/icons/unison.svg";
import { barPageCount, pageOfPath, railPages } from "./nav-pages.ts";
import { RailLink } from "./RailLink.tsx";
import { RailSheet } from "./RailSheet.tsx";
import { useSession } from "./use-session.ts";

/** The way between the main pages: icons and words at the left; on a phone a bar at the bottom with the first of them and a sheet for the others. */
export function Rail(props: { isCollapsed: boolean; toggle: () => void }) {
  const { t } = useTranslation();
  const { may } = useSession();
  const path = useLocation({ select: ({ pathname }) => pathname });
  const [isSheetOpen, sheet] = useDisclosure(false);
  const { isCollapsed, toggle } = props;
  const pages = railPages.filter((page) => page.permission === undefined || may(page.permission));
  const shown = pageOfPath(pages, path);
  const others = pages.slice(barPageCount);
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
        {pages.map((page, index) => (
          <li key={page.to} data-other={index >= barPageCount || undefined}>
            <Tooltip label={t(page.labelKey)} position="right" disabled={!isCollapsed}>
              <RailLink page={page} isShown={page === shown} />
            </Tooltip>
          </li>
        ))}
        <li className="rail-others">
          <UnstyledButton
            className="rail-link"
            onClick={sheet.open}
            aria-haspopup="dialog"
            aria-expanded={isSheetOpen}
            data-active={(shown !== undefined && others.includes(shown)) || undefined}
          >
            <IconDots size={21} stroke={1.7} aria-hidden />
            <span className="rail-word">{t("shell:nav.more.label")}</span>
          </UnstyledButton>
        </li>
      </ul>
      <UnstyledButton className="rail-link rail-toggle" onClick={toggle} aria-label={toggleLabel}>
        {isCollapsed ? (
          <IconLayoutSidebarLeftExpand size={20} stroke={1.6} />
        ) : (
          <IconLayoutSidebarLeftCollapse size={20} stroke={1.6} />
        )}
        <span className="rail-word">{toggleLabel}</span>
      </UnstyledButton>
      <RailSheet pages={others} shown={shown} opened={isSheetOpen} close={sheet.close} />
    </nav>
  );
}
