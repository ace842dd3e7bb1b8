import { lampColours, type LampColour, type StateRule } from "#shared/machines/state-rule.ts";
import type { Typed } from "./rule-values.ts";

/** One meaning of a state word as it is typed. Mask and value may be decimal or hexadecimal (`0x0F00`). */
export interface MeaningRow {
  readonly kind: "bit_on" | "bit_off" | "mask" | "code";
  readonly bit: Typed;
  readonly mask: string;
  readonly value: string;
  readonly code: string;
  readonly state: string;
  readonly cause: string;
  /** Reason code of the plant; empty = none. */
  readonly reason: string;
}

export interface LampRow {
  readonly colour: LampColour;
  /** Empty = the stack light has no such lamp. */
  readonly tag: string;
  readonly on: string;
  readonly blinking: string;
}

export interface OwnModeRow {
  readonly mode: Typed;
  readonly state: string;
}

/** The lists of state rules as the form holds them. */
export interface StateLists {
  readonly meanings: readonly MeaningRow[];
  readonly lamps: readonly LampRow[];
  readonly ownModes: readonly OwnModeRow[];
}

const blankMeaning: MeaningRow = {
  kind: "bit_on",
  bit: "",
  mask: "",
  value: "",
  code: "",
  state: "running",
  cause: "",
  reason: "",
};

/** The next free bit of a list, fault first. */
export const nextMeaning = (rows: readonly MeaningRow[]): MeaningRow => ({
  ...blankMeaning,
  bit: rows.length,
  state: (["down", "planned", "setup", "external", "running"] as const)[rows.length] ?? "stopped",
});

/** What lamps usually say. */
const usualLamps: Readonly<Record<LampColour, Pick<LampRow, "on" | "blinking">>> = {
  red: { on: "down", blinking: "down" },
  blue: { on: "setup", blinking: "setup" },
  yellow: { on: "next", blinking: "external" },
  white: { on: "next", blinking: "next" },
  green: { on: "running", blinking: "idle" },
};

const hex = (value: number): string => `0x${value.toString(16).toUpperCase().padStart(4, "0")}`;

/** The lists of a stored rule; the lamps that it does not have stand after those it has. */
export function stateLists(rule: StateRule | undefined): StateLists {
  const stored = rule?.type === "stack_light" ? rule.lamps : [];
  const others = (Object.keys(usualLamps) as LampColour[]).filter(
    (colour) => !stored.some((lamp) => lamp.colour === colour),
  );
  return {
    meanings:
      rule?.type === "state_word"
        ? rule.meanings.map((one) => ({
            kind:
              one.equals !== undefined
                ? "code"
                : one.mask !== undefined
                  ? "mask"
                  : one.isOff === true
                    ? "bit_off"
                    : "bit_on",
            bit: one.bit ?? "",
            mask: one.mask === undefined ? "" : hex(one.mask),
            value: one.value === undefined ? "" : hex(one.value),
            code: one.equals ?? "",
            state: one.state,
            cause: one.cause ?? "",
            reason: one.reason ?? "",
          }))
        : [],
    lamps: [...stored, ...others.map((colour) => ({ colour, tag: "", ...usualLamps[colour] }))],
    ownModes:
      rule?.type === "packml"
        ? Object.entries(rule.ownModes ?? {}).map(([mode, state]) => ({ mode, state }))
        : [],
  };
}

/** A typed integer, decimal or hexadecimal; what is none stays text and breaks the rule of its field. */
const integerOf = (text: string): number | string =>
  /^(?:0x[0-9a-f]+|\d+)$/i.test(text.trim()) ? Number(text.trim()) : text;

const draftMeaning = (row: MeaningRow): unknown => ({
  ...(row.kind === "bit_on" && { bit: row.bit }),
  ...(row.kind === "bit_off" && { bit: row.bit, isOff: true }),
  ...(row.kind === "mask" && { mask: integerOf(row.mask), value: integerOf(row.value) }),
  ...(row.kind === "code" && { equals: row.code }),
  state: row.state,
  ...(row.cause.trim() !== "" && { cause: row.cause }),
  ...(row.reason !== "" && { reason: row.reason }),
});

/** The lists as the fields of their rule. */
export function draftLists(type: string, lists: StateLists): Record<string, unknown> {
  switch (type) {
    case "packml":
      return lists.ownModes.length === 0
        ? {}
        : {
            ownModes: Object.fromEntries(
              lists.ownModes.map(({ mode, state }) => [String(mode).trim(), state]),
            ),
          };
    case "state_word":
      return { meanings: lists.meanings.map(draftMeaning) };
    case "stack_light":
      return { lamps: lists.lamps.filter(({ tag }) => tag !== "") };
    default:
      return {};
  }
}

/** Fields of the lists that must be filled in and are not, as paths of the form. */
export function missingInLists(type: string, lists: StateLists): string[] {
  if (type === "state_word") {
    const empty = lists.meanings.flatMap((row, i) => {
      const keys =
        row.kind === "mask"
          ? (["mask", "value"] as const)
          : row.kind === "code"
            ? (["code"] as const)
            : (["bit"] as const);
      return keys.filter((key) => row[key] === "").map((key) => `meanings.${i}.${key}`);
    });
    return lists.meanings.length === 0 ? ["meanings"] : empty;
  }
  if (type === "stack_light" && lists.lamps.every(({ tag }) => tag === ""))
    return [`lamps.${lists.lamps.findIndex(({ colour }) => colour === lampColours[0])}.tag`];
  if (type === "packml")
    return lists.ownModes.flatMap(({ mode }, i) => (mode === "" ? [`ownModes.${i}.mode`] : []));
  return [];
}
