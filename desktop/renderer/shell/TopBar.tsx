import { Kbd, UnstyledButton } from "@mantine/core";
import { spotlight } from "@mantine/spotlight";
import { IconSearch } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { Bell } from "../modules/alerts/Bell.tsx";
import { ConnectionBadge } from "./ConnectionBadge.tsx";
import { PlantClock } from "./PlantClock.tsx";
import { isMac, keysOf, shellShortcuts } from "./shortcuts.ts";
import { UserMenu } from "./UserMenu.tsx";

const keys = keysOf(shellShortcuts[0], isMac).join(" ");

/** Plant and clock, search, how the links stand, who is signed in. */
export function TopBar(props: { openHelp: () => void }) {
  const { t } = useTranslation();
  return (
    <header className="top-bar">
      <PlantClock />
      <UnstyledButton
        className="search-button"
        onClick={spotlight.open}
        aria-keyshortcuts="Control+K"
      >
        <IconSearch size={17} stroke={1.8} aria-hidden />
        <span className="search-word">{t("shell:palette.button")}</span>
        <Kbd size="xs">{keys}</Kbd>
      </UnstyledButton>
      <div className="top-bar-end">
        <Bell />
        <ConnectionBadge />
        <UserMenu openHelp={props.openHelp} />
      </div>
    </header>
  );
}
