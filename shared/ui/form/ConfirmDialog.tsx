import { Button, Group, Modal, Stack } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import classes from "./form.module.css";

/** Asks before something that cannot be undone: what will happen, and the verb on the button. */
export function ConfirmDialog(props: {
  opened: boolean;
  title: string;
  /** What will happen, in numbers where there are some. */
  children: ReactNode;
  /** The verb with its object, e.g. "Remove tag". */
  verb: string;
  isDangerous?: boolean;
  isBusy?: boolean;
  onConfirm: () => void;
  onClose: () => void;
}) {
  const { t } = useTranslation("form");
  return (
    <Modal
      classNames={{ title: classes.title! }}
      opened={props.opened}
      onClose={props.onClose}
      title={props.title}
    >
      <Stack gap="md">
        {props.children}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={props.onClose} data-autofocus>
            {t("cancel")}
          </Button>
          <Button
            {...(props.isDangerous === true ? { color: "red.8" } : {})}
            loading={props.isBusy === true}
            onClick={props.onConfirm}
          >
            {props.verb}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
