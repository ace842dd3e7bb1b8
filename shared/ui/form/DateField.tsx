import { DateInput, type DateInputProps } from "@mantine/dates";
import { useTranslation } from "react-i18next";
import { datePattern } from "../format/date-pattern.ts";

type DateFieldProps = Omit<DateInputProps, "value" | "onChange" | "valueFormat" | "locale"> & {
  /** `YYYY-MM-DD`, or empty. */
  readonly value: string;
  readonly onChange: (date: string) => void;
};

/** A calendar date of the plant, written as the language writes it; weeks begin on Monday. */
export function DateField(props: DateFieldProps) {
  const { i18n } = useTranslation();
  const { value, onChange, ...rest } = props;
  return (
    <DateInput
      {...rest}
      locale={i18n.language}
      valueFormat={datePattern(i18n.language)}
      value={value === "" ? null : value}
      onChange={(date) => onChange(date ?? "")}
    />
  );
}
