import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from "@mantine/core";
import { markCodes, stateMarks } from "./state-marks.ts";

/** Petrol: carries actions and focus. Chosen apart from every state colour. */
const accent: MantineColorsTuple = [
  "#e6f6f8",
  "#cfe9ed",
  "#a2d3db",
  "#72bcc8",
  "#48a5b5",
  "#2490a2",
  "#0e7c8f",
  "#0b6878",
  "#085260",
  "#043c47",
];

/** Neutral greys of the dark theme, text first, ground last. */
const dark: MantineColorsTuple = [
  "#d6dae1",
  "#b3bac5",
  "#949dab",
  "#6c7584",
  "#3f4651",
  "#303640",
  "#252a32",
  "#1d2127",
  "#16191e",
  "#0f1216",
];

const gray: MantineColorsTuple = [
  "#f7f8fa",
  "#eff1f4",
  "#e3e6eb",
  "#d4d8df",
  "#b8bec8",
  "#949ca8",
  "#69717d",
  "#4d5561",
  "#343b45",
  "#1f252d",
];

/** Lets the same file be chosen again after it was changed: a browser tells only of another one. */
const forgetChosenFile = (event: { currentTarget: { value: string } }) => {
  event.currentTarget.value = "";
};

export const theme = createTheme({
  colors: { accent, dark, gray },
  primaryColor: "accent",
  primaryShade: { light: 7, dark: 6 },
  autoContrast: true,
  fontFamily: "'Inter Variable', 'Noto Sans Devanagari Variable', system-ui, sans-serif",
  fontFamilyMonospace: "ui-monospace, 'Cascadia Mono', 'DejaVu Sans Mono', monospace",
  headings: {
    fontFamily: "'Inter Variable', 'Noto Sans Devanagari Variable', system-ui, sans-serif",
    fontWeight: "620",
  },
  defaultRadius: "md",
  cursorType: "pointer",
  respectReducedMotion: true,
  components: {
    // Hints stand below their field, so that fields in a row stay in line.
    InputWrapper: {
      defaultProps: { inputWrapperOrder: ["label", "input", "description", "error"] },
    },
    FileButton: { defaultProps: { inputProps: { onClick: forgetChosenFile } } },
  },
  fontSizes: { xs: "0.75rem", sm: "0.8125rem", md: "0.875rem", lg: "1rem", xl: "1.25rem" },
});

/**
 * Grounds, lines and quiet text of both themes, and state colours as CSS variables: `--state-running`,
 * `--state-running-edge`, `--state-running-on`. Notice and alarm colours speak about the system, never about a machine.
 */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: { "--rail-ground": "#0d2c37", "--rail-text": "#bcd3da", "--rail-quiet": "#8fb0ba" },
  light: {
    ...stateVariables("light"),
    "--page-ground": "#f4f5f7",
    "--panel-ground": "#ffffff",
    "--line": "#e0e3e8",
    "--quiet-text": "#5b6370",
    "--accent-text": "#0b6878",
    "--notice-ground": "#fff6dd",
    "--notice-line": "#e8cf8a",
    "--notice-text": "#6b4a00",
    "--alarm-ground": "#fdecec",
    "--alarm-line": "#e9a3a3",
    "--alarm-text": "#8c1313",
    // Mantine's own is too pale for small text.
    "--mantine-color-error": "#c0262b",
  },
  dark: {
    ...stateVariables("dark"),
    "--rail-ground": "#0b1f27",
    "--page-ground": "#121519",
    "--panel-ground": "#1a1e24",
    "--line": "#2d333c",
    "--quiet-text": "#a0a8b5",
    "--accent-text": "#72bcc8",
    "--notice-ground": "#2e2712",
    "--notice-line": "#5e4d1b",
    "--notice-text": "#f3d58a",
    "--alarm-ground": "#371718",
    "--alarm-line": "#7a3033",
    "--alarm-text": "#ffb3b3",
    "--mantine-color-error": "#ff8787",
  },
});

function stateVariables(scheme: "light" | "dark"): Record<string, string> {
  const entries = markCodes.flatMap((code) => {
    const { fill, edge, onFill } = stateMarks[code][scheme];
    return [
      [`--state-${code}`, fill],
      [`--state-${code}-edge`, edge],
      [`--state-${code}-on`, onFill],
    ];
  });
  return Object.fromEntries(entries);
}
