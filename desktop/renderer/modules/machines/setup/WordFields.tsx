import { ActionIcon, Button, NumberInput, Select, Text, TextInput } from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useApi } from "../../../shell/ApiProvider.tsx";
import { nextMeaning, type MeaningRow } from "./state-lists.ts";
import { MoveButtons } from "./MoveButtons.tsx";
import classes from "./setup.module.css";
import { StateSelect } from "./StateSelect.tsx";
import type { StateListProps } from "./StateListFields.tsx";

const kinds = [
  "bit_on",
  "bit_off",
  "mask",
  "code",
] as const satisfies readonly MeaningRow["kind"][];

/** What bits and codes of a word mean, the most important first. */
export function WordFields({ form, isDisabled }: StateListProps) {
  const { t } = useTranslation(["setup", "form"]);
  const api = useApi();
  const reasons = useQuery(api.stops.reasons.queryOptions());
  const { meanings } = form.values;
  const reasonOptions = (reasons.data?.rows ?? [])
    .filter((reason) => reason.isActive || meanings.some((row) => row.reason === reason.code))
    .map((reason) => ({ value: reason.code, label: `${reason.name} (${reason.code})` }));
  const move = (from: number, to: number) => form.reorderListItem("meanings", { from, to });
  return (
    <div className={classes.list}>
      <Text size="sm" c="dimmed">
        {t("setup:word.text")}
      </Text>
      {meanings.map((row, index) => (
        <div key={index} className={classes.meaning}>
          <Select
            label={t("setup:word.kind")}
            allowDeselect={false}
            disabled={isDisabled}
            data={kinds.map((value) => ({ value, label: t(`setup:word.kinds.${value}`) }))}
            {...form.getInputProps(`meanings.${index}.kind`)}
          />
          {row.kind === "mask" ? (
            <>
              <TextInput
                label={t("setup:word.mask")}
                placeholder="0x0F00"
                disabled={isDisabled}
                {...form.getInputProps(`meanings.${index}.mask`)}
              />
              <TextInput
                label={t("setup:word.value")}
                placeholder="0x0300"
                disabled={isDisabled}
                {...form.getInputProps(`meanings.${index}.value`)}
              />
            </>
          ) : row.kind === "code" ? (
            <TextInput
              label={t("setup:word.code")}
              disabled={isDisabled}
              {...form.getInputProps(`meanings.${index}.code`)}
            />
          ) : (
            <NumberInput
              label={t("setup:word.bit")}
              min={0}
              max={63}
              allowDecimal={false}
              disabled={isDisabled}
              {...form.getInputProps(`meanings.${index}.bit`)}
            />
          )}
          <StateSelect
            label={t("setup:word.state")}
            isDisabled={isDisabled}
            {...form.getInputProps(`meanings.${index}.state`)}
            value={row.state}
          />
          <TextInput
            label={t("setup:word.cause")}
            placeholder={t("setup:word.causeNone")}
            maxLength={200}
            disabled={isDisabled}
            {...form.getInputProps(`meanings.${index}.cause`)}
          />
          <Select
            label={t("setup:alarm.reason")}
            placeholder={t("form:none")}
            searchable
            clearable
            disabled={isDisabled}
            data={reasonOptions}
            {...form.getInputProps(`meanings.${index}.reason`)}
            value={row.reason || null}
            onChange={(code) => form.setFieldValue(`meanings.${index}.reason`, code ?? "")}
          />
          {!isDisabled && (
            <div className={classes.rowActions}>
              <MoveButtons index={index} count={meanings.length} onMove={move} />
              <ActionIcon
                variant="subtle"
                color="gray"
                size={36}
                aria-label={t("form:remove")}
                onClick={() => form.removeListItem("meanings", index)}
              >
                <IconTrash size={16} />
              </ActionIcon>
            </div>
          )}
        </div>
      ))}
      {form.errors["meanings"] !== undefined && (
        <Text size="sm" c="red">
          {form.errors["meanings"]}
        </Text>
      )}
      {!isDisabled && (
        <Button
          variant="default"
          leftSection={<IconPlus size={16} />}
          style={{ alignSelf: "flex-start" }}
          onClick={() => form.insertListItem("meanings", nextMeaning(meanings))}
        >
          {t("setup:word.add")}
        </Button>
      )}
    </div>
  );
}
