import { describe, expect, it } from "vitest";
import type { ClassifiedSpan } from "./classify-time.ts";
import { piecesDue } from "./pace.ts";
import type { IdealCycle, TimeClass } from "./time-model.ts";

const minute = 60_000;

const span = (
  from: number,
  to: number,
  timeClass: TimeClass,
  productId: string | null = "P",
): ClassifiedSpan => ({
  start: from * minute,
  end: to * minute,
  class: timeClass,
  intervalId: null,
  state: "running",
  cause: null,
  reasonId: null,
  provenance: "measured",
  runId: null,
  productId,
  orderNo: null,
  shiftId: null,
  breakName: null,
  stop: null,
});
/** Two seconds a piece: 30 a minute. */
const cycle: IdealCycle = { productId: "P", validFrom: 0, cycleUs: 2_000_000, cavities: 1 };

describe("pieces due", () => {
  it("are planned busy time by the ideal cycle at the target OEE, whatever the machine did", () => {
    const time = [span(0, 30, "apt"), span(30, 50, "adet_down"), span(50, 60, "unknown")];
    expect(piecesDue(time, [cycle], 0.5)).toBeCloseTo(900, 9);
  });

  it("are not asked for in breaks, outside shifts or while no product is set", () => {
    const time = [
      span(0, 10, "planned_down"),
      span(10, 20, "not_scheduled"),
      span(20, 30, "adot", null),
      span(30, 40, "aust"),
    ];
    expect(piecesDue(time, [cycle], 1)).toBeCloseTo(300, 9);
  });

  it("count every cavity, and follow an ideal cycle that changes in the middle", () => {
    const faster = { ...cycle, validFrom: 5 * minute, cycleUs: 1_000_000, cavities: 2 };
    expect(piecesDue([span(0, 10, "apt")], [faster, cycle], 1)).toBeCloseTo(150 + 600, 9);
  });

  it("are not known without an ideal cycle", () => {
    expect(piecesDue([span(0, 10, "apt", "Q")], [cycle], 1)).toBeNull();
    expect(piecesDue([], [cycle], 1)).toBeNull();
  });
});
