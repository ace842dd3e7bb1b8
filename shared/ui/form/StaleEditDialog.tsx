import { Button, Group, Modal, Stack, Table, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import classes from "./form.module.css";
import { staleFields, type ComparedField } from "./stale-fields.ts";

/** Somebody stored another version while this one was being edited: shows both and lets the person decide. */
export function StaleEditDialog<Values>(props: {
  /** The record as it is stored now; null = nothing to decide. */
  theirs: Values | null;
  mine: Values;
  fields: readonly ComparedField<Values>[];
  onTakeTheirs: () => void;
  onPutMine: () => void;
  onClose: () => void;
}) {
  const { t } = useTranslation("form");
  const { theirs, mine, fields } = props;
  const differing = theirs === null ? [] : staleFields(fields, theirs, mine);
  return (
    <Modal
      classNames={{ title: classes.title! }}
      opened={theirs !== null}
      onClose={props.onClose}
      title={t("stale.title")}
      size="lg"
    >
      <Stack gap="md">
        <Text size="sm">{differing.length === 0 ? t("stale.same") : t("stale.text")}</Text>
        {differing.length > 0 && (
          <Table.ScrollContainer minWidth={420}>
            <Table withTableBorder className={classes.compared}>
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>{t("stale.field")}</Table.Th>
                  <Table.Th>{t("stale.theirs")}</Table.Th>
                  <Table.Th>{t("stale.mine")}</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {differing.map((field) => (
                  <Table.Tr key={field.key}>
                    <Table.Td fw={600}>{field.label}</Table.Td>
                    <Table.Td>{field.theirs}</Table.Td>
                    <Table.Td>{field.mine}</Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </Table.ScrollContainer>
        )}
        <Group justify="flex-end" gap="xs">
          <Button variant="subtle" color="gray" onClick={props.onClose}>
            {t("stale.goOn")}
          </Button>
          <Button variant="default" onClick={props.onTakeTheirs}>
            {t("stale.takeTheirs")}
          </Button>
          {differing.length > 0 && <Button onClick={props.onPutMine}>{t("stale.putMine")}</Button>}
        </Group>
      </Stack>
    </Modal>
  );
}
