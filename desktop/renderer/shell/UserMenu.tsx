import { Menu, SegmentedControl, UnstyledButton, useMantineColorScheme } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconChevronDown, IconKey, IconKeyboard, IconLogout } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { languages, type Language } from "#shared/kernel/language.ts";
import { ChangePasswordDialog } from "./ChangePasswordDialog.tsx";
import { changeLanguage } from "./i18n.ts";
import { languageNames } from "./language-names.ts";
import { useSession } from "./use-session.ts";

const initialsOf = (name: string): string =>
  name
    .split(/\s+/)
    .map((word) => word.charAt(0))
    .slice(0, 2)
    .join("")
    .toUpperCase();

/** The person signed in: language, theme, password, sign out. */
export function UserMenu(props: { openHelp: () => void }) {
  const { t } = useTranslation();
  const { user, signOut } = useSession();
  const [passwordOpened, password] = useDisclosure(false);
  return (
    <>
      <Menu position="bottom-end" width={280} shadow="md" withArrow>
        <Menu.Target>
          <UnstyledButton
            className="user-button"
            aria-label={t("shell:user.menu", { name: user.displayName })}
          >
            <span className="user-initials" aria-hidden>
              {initialsOf(user.displayName)}
            </span>
            <span className="user-name">{user.displayName}</span>
            <IconChevronDown size={16} aria-hidden />
          </UnstyledButton>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>
            <b>{user.displayName}</b> · {t(`shell:roles.${user.role}`)}
          </Menu.Label>
          <div className="user-choices">
            <LanguageChoice />
            <ThemeChoice />
          </div>
          <Menu.Divider />
          <Menu.Item leftSection={<IconKeyboard size={16} />} onClick={props.openHelp}>
            {t("shell:shortcuts.title")}
          </Menu.Item>
          <Menu.Item leftSection={<IconKey size={16} />} onClick={password.open}>
            {t("shell:user.changePassword")}
          </Menu.Item>
          <Menu.Item leftSection={<IconLogout size={16} />} onClick={() => void signOut()}>
            {t("shell:user.signOut")}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <ChangePasswordDialog opened={passwordOpened} close={password.close} />
    </>
  );
}

/** Language of this screen; remembered on this PC. */
export function LanguageChoice() {
  const { t, i18n } = useTranslation();
  return (
    <SegmentedControl
      fullWidth
      aria-label={t("shell:user.language")}
      value={i18n.language}
      onChange={(code) => void changeLanguage(i18n, code as Language, true)}
      data={languages.map((code) => ({ value: code, label: languageNames[code] }))}
    />
  );
}

export function ThemeChoice() {
  const { t } = useTranslation();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <SegmentedControl
      fullWidth
      aria-label={t("shell:user.theme")}
      value={colorScheme}
      onChange={(scheme) => setColorScheme(scheme as "light" | "dark" | "auto")}
      data={(["light", "dark", "auto"] as const).map((scheme) => ({
        value: scheme,
        label: t(`shell:theme.${scheme}`),
      }))}
    />
  );
}
