import { MantineProvider, mergeThemeOverrides } from "@mantine/core";
import { useMemo, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { cssVariables, theme } from "#shared/ui/theme/theme.ts";

/** The product's theme, with the words that Mantine's own buttons need. */
export function AppTheme(props: { nonce: string; children: ReactNode }) {
  const { t } = useTranslation();
  const spoken = useMemo(() => {
    const closeButtonProps = { "aria-label": t("shell:close") };
    const defaultProps = { closeButtonProps };
    return mergeThemeOverrides(theme, {
      components: {
        Modal: { defaultProps },
        Drawer: { defaultProps },
        Notification: { defaultProps },
        PasswordInput: {
          defaultProps: { visibilityToggleButtonProps: { "aria-label": t("shell:password.show") } },
        },
      },
    });
  }, [t]);
  return (
    <MantineProvider
      theme={spoken}
      cssVariablesResolver={cssVariables}
      defaultColorScheme="auto"
      getStyleNonce={() => props.nonce}
    >
      {props.children}
    </MantineProvider>
  );
}
