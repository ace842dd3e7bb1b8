import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import { useBlocker } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import classes from "./form.module.css";

/** Asks before a form with unsaved changes is left, for another page or another tab; filters do not count as leaving. */
export function UnsavedChangesGuard(props: { isDirty: boolean }) {
  const { t } = useTranslation("form");
  const blocker = useBlocker({
    shouldBlockFn: ({ current, next }) =>
      props.isDirty &&
      (current.pathname !== next.pathname || tabOf(current.search) !== tabOf(next.search)),
    enableBeforeUnload: () => props.isDirty,
    withResolver: true,
  });
  return (
    <Modal
      classNames={{ title: classes.title! }}
      opened={blocker.status === "blocked"}
      onClose={() => blocker.reset?.()}
      title={t("unsaved.title")}
    >
      <Stack gap="md">
        <Text size="sm">{t("unsaved.text")}</Text>
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={() => blocker.proceed?.()}>
            {t("unsaved.leave")}
          </Button>
          <Button data-autofocus onClick={() => blocker.reset?.()}>
            {t("unsaved.stay")}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

const tabOf = (search: { readonly tab?: unknown }): unknown => search.tab;
