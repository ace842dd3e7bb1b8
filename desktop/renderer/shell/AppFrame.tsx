import { useDisclosure, useLocalStorage } from "@mantine/hooks";
import { spotlight } from "@mantine/spotlight";
import { Outlet, useLocation, useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { OpenCallsProvider } from "../modules/andon/OpenCallsProvider.tsx";
import { HandoverReminder } from "../modules/handover/HandoverReminder.tsx";
import { Banners } from "./Banners.tsx";
import { CommandPalette } from "./CommandPalette.tsx";
import { permissionOfPath, railPages } from "./nav-pages.ts";
import { NoPermission } from "./PageStates.tsx";
import { PlantStatusProvider } from "./PlantStatusProvider.tsx";
import { Rail } from "./Rail.tsx";
import { ShortcutHelp } from "./ShortcutHelp.tsx";
import type { ShellShortcut } from "./shortcuts.ts";
import { TopBar } from "./TopBar.tsx";
import { useLightPaper } from "./use-light-paper.ts";
import { useShortcuts } from "./use-shortcuts.ts";
import { useTrayStatus } from "./use-tray-status.ts";
import { useSession } from "./use-session.ts";
import "./frame.css";

/** Rail, top bar, banners and the page. */
export function AppFrame() {
  return (
    <PlantStatusProvider>
      <OpenCallsProvider>
        <Frame />
      </OpenCallsProvider>
    </PlantStatusProvider>
  );
}

/** A screen on the wall has nothing but its page. */
const frameless = "/wall";

function Frame() {
  const isFrameless = useLocation({ select: ({ pathname }) => pathname === frameless });
  return isFrameless ? <GuardedPage /> : <FramedPage />;
}

function FramedPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [isCollapsed, setCollapsed] = useLocalStorage({
    key: "unison.rail-collapsed",
    defaultValue: false,
    getInitialValueInEffect: false,
  });
  const [helpOpened, help] = useDisclosure(false);
  const toggleRail = () => setCollapsed((collapsed) => !collapsed);
  useTrayStatus();
  useLightPaper();
  useShortcuts((id) =>
    shortcutActions({ help: help.toggle, rail: toggleRail, go: (to) => void navigate({ to }) })[
      id
    ](),
  );
  return (
    <div className="frame">
      <a className="skip-link" href="#content">
        {t("shell:skipToContent")}
      </a>
      <Rail isCollapsed={isCollapsed} toggle={toggleRail} />
      <div className="frame-main">
        <TopBar openHelp={help.open} />
        <Banners />
        <HandoverReminder />
        <main id="content" className="frame-content" tabIndex={-1}>
          <GuardedPage />
        </main>
      </div>
      <CommandPalette openHelp={help.open} />
      <ShortcutHelp opened={helpOpened} close={help.close} />
    </div>
  );
}

/** The page of the address, or what is missing to see it. */
function GuardedPage() {
  const { may } = useSession();
  const permission = permissionOfPath(useLocation({ select: (location) => location.pathname }));
  if (permission !== undefined && !may(permission)) return <NoPermission permission={permission} />;
  return <Outlet />;
}

interface ShellVerbsOfPage {
  readonly help: () => void;
  readonly rail: () => void;
  readonly go: (to: string) => void;
}

function shortcutActions(verbs: ShellVerbsOfPage): Record<ShellShortcut, () => void> {
  const open = (index: number) => () => {
    const page = railPages[index];
    if (page !== undefined) verbs.go(page.to);
  };
  return {
    palette: spotlight.toggle,
    help: verbs.help,
    rail: verbs.rail,
    page1: open(0),
    page2: open(1),
    page3: open(2),
    page4: open(3),
    page5: open(4),
    page6: open(5),
  };
}
