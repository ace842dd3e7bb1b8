import type { UseFormReturnType } from "@mantine/form";
import type { ReactNode } from "react";
import type { PatternValues } from "./pattern-values.ts";

/** What every part of the pattern's form gets. */
export interface PatternFieldsProps {
  readonly form: UseFormReturnType<PatternValues>;
  readonly isDisabled: boolean;
  readonly errorOf: (field: string) => ReactNode;
}
