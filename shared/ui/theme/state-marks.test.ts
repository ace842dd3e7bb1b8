import { describe, expect, test } from "vitest";
import { machineStates } from "#shared/machines/machine-state.ts";
import { markCodes, markOf, stateMarks } from "./state-marks.ts";

/** Relative luminance, WCAG 2.1. */
function luminance(hex: string): number {
  const channel = (at: number) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
}

function contrast(a: string, b: string): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

const panels = { light: "#ffffff", dark: "#1a1e24" } as const;

describe.each(["light", "dark"] as const)("marks on the %s theme", (scheme) => {
  test.each(markCodes)("%s: edge 3:1 against the panel, text 4.5:1 on the fill", (code) => {
    const { fill, edge, onFill } = stateMarks[code][scheme];
    expect(contrast(edge, panels[scheme])).toBeGreaterThanOrEqual(3);
    expect(contrast(onFill, fill)).toBeGreaterThanOrEqual(4.5);
  });
});

describe("the mark of a state", () => {
  test.each(machineStates)("%s has one", (state) => {
    expect(markCodes).toContain(markOf(state).code);
  });

  test("unknown is the only hatched one", () => {
    expect(markCodes.filter((code) => stateMarks[code].pattern === "hatch")).toEqual(["unknown"]);
  });

  test("a lost link hides whatever the machine said last", () => {
    expect(machineStates.map((state) => markOf(state, { link: "lost" }).code)).toEqual(
      machineStates.map(() => "unknown"),
    );
  });

  test("slow and minor are told apart", () => {
    expect([
      markOf("running", { isSlow: true }).code,
      markOf("down", { isMinor: true }).code,
      markOf("setup", { isMinor: true }).code,
    ]).toEqual(["slow", "minor", "setup"]);
  });
});
