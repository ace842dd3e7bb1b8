import { ActionIcon, Button, Select, Table, TextInput } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { TagRow } from "#shared/connections/connection-rows.ts";
import { useApi } from "../../../shell/ApiProvider.tsx";
import type { LiveValueStore } from "../../connections/tags/live-value-store.ts";
import type { RuleValues } from "./rule-values.ts";
import { AlarmListButtons } from "./AlarmListButtons.tsx";
import classes from "./setup.module.css";
import { TagPicker } from "./TagPicker.tsx";

/** Alarm codes: their texts, and the plant's reasons they stand for. */
export function AlarmFields(props: {
  form: UseFormReturnType<RuleValues>;
  tags: readonly TagRow[];
  store: LiveValueStore;
  isDisabled: boolean;
  machineCode: string;
}) {
  const { t } = useTranslation(["setup", "form"]);
  const api = useApi();
  const { form, tags, store, isDisabled } = props;
  const { alarmTag, alarms } = form.values;
  const reasons = useQuery(api.stops.reasons.queryOptions());
  const options = (reasons.data?.rows ?? [])
    .filter((reason) => reason.isActive || alarms.some((row) => row.reason === reason.code))
    .map((reason) => ({ value: reason.code, label: `${reason.name} (${reason.code})` }));
  return (
    <section className={classes.section}>
      <h2>{t("setup:alarm.title")}</h2>
      <TagPicker
        label={t("setup:alarm.tag")}
        description={t("setup:alarm.hint")}
        tags={tags}
        store={store}
        isOptional
        isDisabled={isDisabled}
        {...form.getInputProps("alarmTag")}
        value={alarmTag}
      />
      {alarmTag !== "" && (
        <>
          <Select
            label={t("setup:alarm.coding")}
            description={t(`setup:alarm.codings.${form.values.alarmCoding}.hint`)}
            inputWrapperOrder={["label", "input", "description", "error"]}
            allowDeselect={false}
            disabled={isDisabled}
            data={(["code", "bits"] as const).map((value) => ({
              value,
              label: t(`setup:alarm.codings.${value}.label`),
            }))}
            {...form.getInputProps("alarmCoding")}
          />
          {alarms.length > 0 && (
            <Table.ScrollContainer minWidth={560}>
              <Table verticalSpacing={4} withRowBorders={false} layout="fixed">
                <Table.Thead>
                  <Table.Tr>
                    <Table.Th w={110}>{t("setup:alarm.code")}</Table.Th>
                    <Table.Th>{t("setup:alarm.text")}</Table.Th>
                    <Table.Th>{t("setup:alarm.reason")}</Table.Th>
                    <Table.Th w={44} />
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {alarms.map((_row, index) => (
                    <Table.Tr key={index}>
                      <Table.Td>
                        <TextInput
                          aria-label={t("setup:alarm.code")}
                          disabled={isDisabled}
                          {...form.getInputProps(`alarms.${index}.code`)}
                        />
                      </Table.Td>
                      <Table.Td>
                        <TextInput
                          aria-label={t("setup:alarm.text")}
                          maxLength={200}
                          disabled={isDisabled}
                          {...form.getInputProps(`alarms.${index}.text`)}
                        />
                      </Table.Td>
                      <Table.Td>
                        <Select
                          aria-label={t("setup:alarm.reason")}
                          searchable
                          clearable
                          disabled={isDisabled}
                          data={options}
                          {...form.getInputProps(`alarms.${index}.reason`)}
                          value={alarms[index]?.reason || null}
                          onChange={(code) =>
                            form.setFieldValue(`alarms.${index}.reason`, code ?? "")
                          }
                        />
                      </Table.Td>
                      <Table.Td>
                        <ActionIcon
                          variant="subtle"
                          color="gray"
                          size={36}
                          disabled={isDisabled}
                          aria-label={t("form:remove")}
                          onClick={() => form.removeListItem("alarms", index)}
                        >
                          <IconTrash size={16} />
                        </ActionIcon>
                      </Table.Td>
                    </Table.Tr>
                  ))}
                </Table.Tbody>
              </Table>
            </Table.ScrollContainer>
          )}
          {!isDisabled && <AlarmListButtons form={form} machineCode={props.machineCode} />}
          {!isDisabled && (
            <Button
              variant="default"
              leftSection={<IconPlus size={16} />}
              style={{ alignSelf: "flex-start" }}
              onClick={() => form.insertListItem("alarms", { code: "", text: "", reason: "" })}
            >
              {t("setup:alarm.add")}
            </Button>
          )}
        </>
      )}
    </section>
  );
}
