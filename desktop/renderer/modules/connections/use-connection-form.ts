import { useForm } from "@mantine/form";
import { useTranslation } from "react-i18next";
import { displayName, recordCode } from "#shared/kernel/code.ts";
import { fieldRule } from "../../shell/field-rule.ts";
import { ruleText } from "../../shell/refusal-text.ts";
import { readConnection, type ConnectionValues } from "./connection-values.ts";

/** A form about one connection, checked by the contract's own schemas. */
export function useConnectionForm(
  initialValues: ConnectionValues,
  isNew: boolean,
  onValuesChange?: (values: ConnectionValues) => void,
) {
  const { t } = useTranslation("form");
  return useForm<ConnectionValues>({
    initialValues,
    ...(onValuesChange !== undefined && { onValuesChange }),
    validateInputOnBlur: true,
    validate: (values) => {
      const reading = readConnection(values.settings);
      const issues = reading.ok ? [] : Object.entries(reading.issues);
      return {
        name: fieldRule(displayName, t)(values.name),
        code: isNew ? fieldRule(recordCode, t)(values.code) : null,
        ...Object.fromEntries(
          issues.map(([name, rule]) => [`settings.${name}`, ruleText(rule, t)]),
        ),
      };
    },
  });
}
