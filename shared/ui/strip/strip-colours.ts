import { useComputedColorScheme } from "@mantine/core";
import { machineStates, type MachineState } from "#shared/machines/machine-state.ts";
import { stateMarks, type MarkColours, type MarkPattern } from "../theme/state-marks.ts";

export interface StripFill extends MarkColours {
  readonly pattern: MarkPattern;
}

/** Everything a strip is painted with; plain colours, because a canvas knows no CSS variables. */
export interface StripColours {
  readonly states: Readonly<Record<MachineState, StripFill>>;
  /** Shift boundaries and axis. */
  readonly line: string;
  readonly text: string;
}

const coloursOf = (scheme: "light" | "dark", line: string, text: string): StripColours => ({
  states: Object.fromEntries(
    machineStates.map((state) => [
      state,
      { ...stateMarks[state][scheme], pattern: stateMarks[state].pattern },
    ]),
  ) as Record<MachineState, StripFill>,
  line,
  text,
});

// Line and text are the theme's quiet greys.
const light = coloursOf("light", "#b8bec8", "#4d5561");
const dark = coloursOf("dark", "#4a525e", "#b3bac5");

/** The colours of the theme on screen; the same object until the theme changes. */
export const useStripColours = (): StripColours =>
  useComputedColorScheme("light") === "dark" ? dark : light;
