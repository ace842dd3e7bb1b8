import { Popover, SegmentedControl, UnstyledButton, useMantineColorScheme } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconChevronDown, IconKey, IconKeyboard, IconLogout, type Icon } from "@tabler/icons-react";
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
  const [opened, panel] = useDisclosure(false);
  const [passwordOpened, password] = useDisclosure(false);
  const act = (action: () => void) => () => {
    panel.close();
    action();
  };
  return (
    <>
      <Popover
        opened={opened}
        onChange={panel.set}
        position="bottom-end"
        width={280}
        shadow="md"
        withArrow
        trapFocus
        returnFocus
      >
        <Popover.Target>
          <UnstyledButton
            className="user-button"
            onClick={panel.toggle}
            aria-label={t("shell:user.menu", { name: user.displayName })}
            aria-haspopup="dialog"
            aria-expanded={opened}
          >
            <span className="user-initials" data-initials={initialsOf(user.displayName)} />
            <span className="user-name">{user.displayName}</span>
            <IconChevronDown size={16} aria-hidden />
          </UnstyledButton>
        </Popover.Target>
        <Popover.Dropdown className="user-panel">
          <p className="user-line">
            <b>{user.displayName}</b>
            <small>{t(`shell:roles.${user.role}`)}</small>
          </p>
          <LanguageChoice />
          <ThemeChoice />
          <ul className="user-actions">
            <UserAction
              icon={IconKeyboard}
              word={t("shell:shortcuts.title")}
              act={act(props.openHelp)}
            />
            <UserAction
              icon={IconKey}
              word={t("shell:user.changePassword")}
              act={act(password.open)}
            />
            <UserAction
              icon={IconLogout}
              word={t("shell:user.signOut")}
              act={() => void signOut()}
            />
          </ul>
        </Popover.Dropdown>
      </Popover>
      <ChangePasswordDialog opened={passwordOpened} close={password.close} />
    </>
  );
}

function UserAction(props: { icon: Icon; word: string; act: () => void }) {
  return (
    <li>
      <UnstyledButton className="user-action" onClick={props.act}>
        <props.icon size={18} stroke={1.7} aria-hidden />
        {props.word}
      </UnstyledButton>
    </li>
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
