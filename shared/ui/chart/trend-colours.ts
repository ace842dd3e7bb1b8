/** Lines on light and dark ground, told apart also by people who do not see red or green; none is a state's colour. */
const lines = {
  light: [
    "#0b6878",
    "#a3410f",
    "#5b3fa6",
    "#8a6d00",
    "#b0266f",
    "#2f5fb3",
    "#4d5561",
    "#00695c",
    "#7a4a2b",
    "#6a1b9a",
    "#33691e",
    "#ad1457",
  ],
  dark: [
    "#72bcc8",
    "#f0a073",
    "#b9a3f0",
    "#e0c254",
    "#f08fbd",
    "#8fb4f0",
    "#b3bac5",
    "#6fd0c0",
    "#d9b08c",
    "#d59bf0",
    "#b5d98f",
    "#f59ab8",
  ],
} as const;

/** Everything a chart is painted with beside its lines; plain colours, because a canvas knows no CSS variables. */
const grounds = {
  light: { ground: "#ffffff", axis: "#5b6370", grid: "#e3e6eb", hatch: "#b8bec8", mark: "#1f252d" },
  dark: { ground: "#1d2127", axis: "#a0a8b5", grid: "#2a3038", hatch: "#4a525e", mark: "#e6e9ee" },
} as const;

export interface TrendColours {
  readonly line: (index: number) => string;
  readonly ground: string;
  readonly axis: string;
  readonly grid: string;
  readonly hatch: string;
  /** Cursors. */
  readonly mark: string;
}

const coloursOf = (scheme: "light" | "dark"): TrendColours => ({
  ...grounds[scheme],
  line: (index) => lines[scheme][index % lines[scheme].length]!,
});

const schemes = { light: coloursOf("light"), dark: coloursOf("dark") };

/** The same object for a theme, always. */
export const trendColours = (scheme: "light" | "dark"): TrendColours => schemes[scheme];
