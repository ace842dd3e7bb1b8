import {
  Spotlight,
  type SpotlightActionData,
  type SpotlightActionGroupData,
} from "@mantine/spotlight";
import { useMantineColorScheme } from "@mantine/core";
import {
  IconBuildingFactory2,
  IconKeyboard,
  IconLanguage,
  IconLogout,
  IconMoon,
  IconSearch,
  IconSun,
} from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { languages } from "#shared/kernel/language.ts";
import { useApi } from "./ApiProvider.tsx";
import { changeLanguage } from "./i18n.ts";
import { furtherPages, railPages, setupPages } from "./nav-pages.ts";
import { languageNames } from "./language-names.ts";
import { useSession } from "./use-session.ts";

/** Ctrl+K: go to any page or machine, or act, by typing a few letters of it. */
export function CommandPalette(props: { openHelp: () => void }) {
  const { t } = useTranslation();
  const groups: SpotlightActionGroupData[] = [
    { group: t("shell:palette.machines"), actions: useMachineActions() },
    { group: t("shell:palette.pages"), actions: usePageActions() },
    { group: t("shell:palette.actions"), actions: useShellActions(props.openHelp) },
  ];
  return (
    <Spotlight
      actions={groups}
      shortcut={null}
      highlightQuery
      scrollable
      maxHeight={460}
      limit={14}
      nothingFound={t("shell:palette.nothing")}
      searchProps={{
        leftSection: <IconSearch size={18} stroke={1.7} />,
        placeholder: t("shell:palette.placeholder"),
        "aria-label": t("shell:palette.placeholder"),
      }}
    />
  );
}

function useMachineActions(): SpotlightActionData[] {
  const api = useApi();
  const navigate = useNavigate();
  const { may } = useSession();
  const machines = useQuery(
    api.machines.list.queryOptions({
      input: { limit: 1_000 },
      enabled: may("machine:read"),
      staleTime: 30_000,
    }),
  );
  return (machines.data?.rows ?? []).map((machine) => ({
    id: machine.id,
    label: machine.code,
    description: machine.name,
    leftSection: <IconBuildingFactory2 size={20} stroke={1.6} />,
    onClick: () => void navigate({ to: "/machines/$machineId", params: { machineId: machine.id } }),
  }));
}

function usePageActions(): SpotlightActionData[] {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { may } = useSession();
  return [...railPages, ...furtherPages, ...setupPages]
    .filter((page) => page.permission === undefined || may(page.permission))
    .map((page) => ({
      id: page.to,
      label: t(page.labelKey),
      description: t(page.purposeKey),
      leftSection: <page.icon size={20} stroke={1.6} />,
      onClick: () => void navigate({ to: page.to }),
    }));
}

function useShellActions(openHelp: () => void): SpotlightActionData[] {
  const { t, i18n } = useTranslation();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const { signOut } = useSession();
  const isDark = colorScheme === "dark";
  const icon = { size: 20, stroke: 1.6 };
  return [
    {
      id: "theme",
      label: t(isDark ? "shell:palette.light" : "shell:palette.dark"),
      leftSection: isDark ? <IconSun {...icon} /> : <IconMoon {...icon} />,
      onClick: () => setColorScheme(isDark ? "light" : "dark"),
    },
    ...languages
      .filter((code) => code !== i18n.language)
      .map((code) => ({
        id: `language-${code}`,
        label: t("shell:palette.language", { language: languageNames[code] }),
        leftSection: <IconLanguage {...icon} />,
        onClick: () => void changeLanguage(i18n, code, true),
      })),
    {
      id: "help",
      label: t("shell:shortcuts.title"),
      leftSection: <IconKeyboard {...icon} />,
      onClick: openHelp,
    },
    {
      id: "sign-out",
      label: t("shell:user.signOut"),
      leftSection: <IconLogout {...icon} />,
      onClick: () => void signOut(),
    },
  ];
}
