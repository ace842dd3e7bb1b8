import { Select } from "@mantine/core";
import type { ReactNode } from "react";
import { useStateOptions } from "./use-state-options.ts";

/** Chooses a state of the machine, by its word on the board. `withNext`: or leave it to the signals after it. */
export function StateSelect(props: {
  label?: string;
  "aria-label"?: string;
  description?: string;
  withNext?: boolean;
  isDisabled?: boolean;
  value: string;
  onChange: (state: string) => void;
  error?: ReactNode;
  "data-path"?: string;
}) {
  const { withNext, isDisabled, value, onChange, ...rest } = props;
  return (
    <Select
      {...rest}
      allowDeselect={false}
      disabled={isDisabled === true}
      data={useStateOptions(withNext === true)}
      value={value}
      onChange={(chosen) => onChange(chosen ?? value)}
    />
  );
}
