import { Alert, Button, FileButton, Group, List } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { IconDownload, IconFileUpload } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { readAlarmList, writeAlarmList } from "#shared/connections/alarm-list-csv.ts";
import type { CsvIssue } from "#shared/kernel/csv-table.ts";
import { numberSigns } from "#shared/ui/format/number-signs.ts";
import { ruleText } from "../../../shell/refusal-text.ts";
import { saveFile } from "../../../shell/save-file.ts";
import { mergeAlarms } from "./merge-alarms.ts";
import type { RuleValues } from "./rule-values.ts";

/** So many broken rows are named; the rest are counted. */
const shownIssues = 8;

/** Takes the alarm texts of a machine from a list, and gives them as one. */
export function AlarmListButtons(props: {
  form: UseFormReturnType<RuleValues>;
  /** For the name of the file. */
  machineCode: string;
}) {
  const { t, i18n } = useTranslation(["setup", "form"]);
  const { form, machineCode } = props;
  const { alarms } = form.values;
  const [told, setTold] = useState<{ count: number; issues: readonly CsvIssue[] } | null>(null);
  const load = async (file: File | null) => {
    if (file === null) return;
    const list = readAlarmList(await file.text());
    form.setFieldValue("alarms", mergeAlarms(alarms, list.alarms));
    setTold({ count: list.alarms.length, issues: list.issues });
  };
  // A German spreadsheet expects semicolons.
  const separator = numberSigns(i18n.language).list;
  return (
    <>
      <Group gap="xs">
        <FileButton accept=".csv,.txt,text/csv" onChange={(file) => void load(file)}>
          {(button) => (
            <Button variant="default" leftSection={<IconFileUpload size={16} />} {...button}>
              {t("setup:alarm.import")}
            </Button>
          )}
        </FileButton>
        <Button
          variant="default"
          leftSection={<IconDownload size={16} />}
          disabled={alarms.length === 0}
          onClick={() =>
            void saveFile(
              `alarms-${machineCode.toLowerCase()}.csv`,
              writeAlarmList(alarms, separator),
              "text/csv",
            )
          }
        >
          {t("setup:alarm.export")}
        </Button>
      </Group>
      {told !== null && (
        <Alert
          color={told.issues.length === 0 ? "gray" : "yellow"}
          variant="light"
          withCloseButton
          onClose={() => setTold(null)}
          title={t("setup:alarm.imported", { count: told.count })}
        >
          {told.issues.length > 0 && (
            <List size="sm">
              {told.issues.slice(0, shownIssues).map((issue) => (
                <List.Item key={`${issue.row} ${issue.column}`}>
                  {t("setup:alarm.issue", {
                    row: issue.row,
                    column: issue.column,
                    rule: ruleText(issue.rule, t),
                  })}
                </List.Item>
              ))}
              {told.issues.length > shownIssues && (
                <List.Item>
                  {t("setup:alarm.moreIssues", { count: told.issues.length - shownIssues })}
                </List.Item>
              )}
            </List>
          )}
        </Alert>
      )}
    </>
  );
}
