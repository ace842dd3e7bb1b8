import type { GetInputPropsReturnType } from "@mantine/form";

/** What the fields of one kind of connection get from the form they stand in. */
export interface FieldsProps<Values> {
  readonly values: Values;
  /** Changes several fields at once. */
  readonly change: (patch: Partial<Values>) => void;
  /** Value, error and handlers of one field. */
  readonly field: (name: Extract<keyof Values, string>) => GetInputPropsReturnType;
}
