import {
  IconAlertTriangleFilled,
  IconArrowBarToRight,
  IconCalendarPause,
  IconHandStop,
  IconHelpHexagon,
  IconPlayerPauseFilled,
  IconPlayerPlayFilled,
  IconPlayerStopFilled,
  IconRefresh,
  IconTool,
  IconWalk,
  type Icon,
} from "@tabler/icons-react";
import type { MachineState } from "#shared/machines/machine-state.ts";

/** What a strip, tile or badge shows; two more than the machine's states, because slow and short are seen apart. */
export const markCodes = [
  "running",
  "slow",
  "minor",
  "stopped",
  "down",
  "external",
  "setup",
  "planned",
  "maintenance",
  "idle",
  "unknown",
] as const;
export type MarkCode = (typeof markCodes)[number];

/** How a mark is filled, so that it survives colour-blindness, print and a bad monitor. */
export type MarkPattern = "solid" | "chevrons" | "stripes" | "outline" | "hatch";

/** Colours of a mark on one theme. */
export interface MarkColours {
  readonly fill: string;
  /** Border and lines: at least 3:1 against the page. */
  readonly edge: string;
  /** Text and icons on the fill: at least 4.5:1. */
  readonly onFill: string;
}

export interface StateMark {
  readonly code: MarkCode;
  readonly light: MarkColours;
  readonly dark: MarkColours;
  readonly pattern: MarkPattern;
  readonly icon: Icon;
  /** Key of its word, in every language. */
  readonly wordKey: `shell:states.${MarkCode}`;
}

const white = "#ffffff";
const ink = "#0b0f14";

function mark(
  code: MarkCode,
  pattern: MarkPattern,
  icon: Icon,
  light: MarkColours,
  dark: MarkColours,
): StateMark {
  return { code, light, dark, pattern, icon, wordKey: `shell:states.${code}` };
}

const solid = (fill: string, onFill: string): MarkColours => ({ fill, edge: fill, onFill });

/** The only place where state colours stand. They are used for states and for nothing else. */
export const stateMarks: Readonly<Record<MarkCode, StateMark>> = {
  running: mark(
    "running",
    "solid",
    IconPlayerPlayFilled,
    solid("#15803d", white),
    solid("#22c55e", ink),
  ),
  slow: mark("slow", "chevrons", IconWalk, solid("#4d7c0f", white), solid("#84cc16", ink)),
  minor: mark(
    "minor",
    "solid",
    IconPlayerPauseFilled,
    solid("#d97706", ink),
    solid("#f59e0b", ink),
  ),
  stopped: mark(
    "stopped",
    "solid",
    IconPlayerStopFilled,
    solid("#d97706", ink),
    solid("#f59e0b", ink),
  ),
  down: mark(
    "down",
    "solid",
    IconAlertTriangleFilled,
    solid("#b91c1c", white),
    solid("#ef4444", ink),
  ),
  external: mark(
    "external",
    "stripes",
    IconArrowBarToRight,
    solid("#d97706", ink),
    solid("#f59e0b", ink),
  ),
  setup: mark("setup", "solid", IconRefresh, solid("#1d4ed8", white), solid("#60a5fa", ink)),
  planned: mark(
    "planned",
    "solid",
    IconCalendarPause,
    solid("#64748b", white),
    solid("#94a3b8", ink),
  ),
  maintenance: mark(
    "maintenance",
    "solid",
    IconTool,
    solid("#6d28d9", white),
    solid("#a78bfa", ink),
  ),
  idle: mark(
    "idle",
    "outline",
    IconHandStop,
    { fill: "#ffffff", edge: "#7b8494", onFill: "#374151" },
    { fill: "#1d2127", edge: "#7d8798", onFill: "#d1d5db" },
  ),
  unknown: mark(
    "unknown",
    "hatch",
    IconHelpHexagon,
    { fill: "#f3f4f6", edge: "#7b8494", onFill: "#374151" },
    { fill: "#23272e", edge: "#868f9e", onFill: "#d1d5db" },
  ),
};

/** What is known beside the state that changes how it is shown. */
export interface MarkHints {
  /** A machine whose link is lost is unknown, whatever it said last. */
  readonly link?: "live" | "lost" | "none";
  /** Running below the ideal rate by more than the board's tolerance. */
  readonly isSlow?: boolean;
  /** The whole stop is shorter than the plant's limit for minor stops. */
  readonly isMinor?: boolean;
}

/** The mark of a machine state. */
export function markOf(state: MachineState, hints: MarkHints = {}): StateMark {
  if (hints.link === "lost") return stateMarks.unknown;
  if (state === "running") return hints.isSlow === true ? stateMarks.slow : stateMarks.running;
  if ((state === "stopped" || state === "down") && hints.isMinor === true) return stateMarks.minor;
  return stateMarks[state];
}

/** How the edge of a span tells that it was not measured live. */
export const provenanceEdges = {
  measured: "none",
  reconstructed: "dotted",
  typed: "underlined",
  back_read: "double",
} as const;
export type ProvenanceEdge = (typeof provenanceEdges)[keyof typeof provenanceEdges];
