import { TextInput, type TextInputProps } from "@mantine/core";
import { timeFromText } from "./time-text.ts";

type TimeFieldProps = Omit<TextInputProps, "value" | "onChange"> & {
  /** `HH:MM`, or what was typed so far. */
  readonly value: string;
  readonly onChange: (time: string) => void;
};

/** A time of day on the 24-hour clock, typed the quick way: `6` or `630` becomes `06:00` or `06:30` on leaving. */
export function TimeField(props: TimeFieldProps) {
  const { value, onChange, onBlur, ...rest } = props;
  return (
    <TextInput
      inputMode="numeric"
      autoComplete="off"
      maxLength={8}
      placeholder="06:00"
      {...rest}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      onBlur={(event) => {
        const time = timeFromText(value);
        if (time !== null && time !== value) onChange(time);
        onBlur?.(event);
      }}
    />
  );
}
