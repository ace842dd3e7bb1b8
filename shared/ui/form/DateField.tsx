import "dayjs/locale/de";
import { DateInput, type DateInputProps } from "@mantine/dates";
import { useTranslation } from "react-i18next";

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
      valueFormat={i18n.language === "de" ? "DD.MM.YYYY" : "DD MMM YYYY"}
      value={value === "" ? null : value}
      onChange={(date) => onChange(date ?? "")}
    />
  );
}
