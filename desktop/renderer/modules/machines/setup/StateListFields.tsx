import type { UseFormReturnType } from "@mantine/form";
import type { TagRow } from "#shared/connections/connection-rows.ts";
import type { LiveValueStore } from "../../connections/tags/live-value-store.ts";
import { LampFields } from "./LampFields.tsx";
import { OwnModeFields } from "./OwnModeFields.tsx";
import type { StateRuleType } from "./rule-fields.ts";
import type { RuleValues } from "./rule-values.ts";
import { WordFields } from "./WordFields.tsx";

export interface StateListProps {
  readonly form: UseFormReturnType<RuleValues>;
  readonly tags: readonly TagRow[];
  readonly store: LiveValueStore;
  readonly isDisabled: boolean;
}

/** The list that a state rule has: bits of a word, lamps, own unit modes. */
export function StateListFields(props: StateListProps & { type: StateRuleType }) {
  switch (props.type) {
    case "state_word":
      return <WordFields {...props} />;
    case "stack_light":
      return <LampFields {...props} />;
    case "packml":
      return <OwnModeFields {...props} />;
    default:
      return null;
  }
}
