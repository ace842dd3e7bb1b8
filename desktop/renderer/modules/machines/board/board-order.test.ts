import { describe, expect, test } from "vitest";
import type { BoardTile } from "#shared/machines/machines.contract.ts";
import {
  countByMark,
  inBoardOrder,
  matchesSearch,
  nextShown,
  type BoardRow,
} from "./board-order.ts";
import { markOfTile } from "./tile-mark.ts";

const row = (code: string, mark: BoardRow["mark"], since: number | null = 0): BoardRow => ({
  machineId: `id-${code}`,
  code,
  name: `Machine ${code}`,
  productCode: "P-250",
  productName: "Juice 250 ml",
  orderNo: null,
  mark,
  since,
});
const codes = (rows: readonly BoardRow[]) => rows.map(({ code }) => code);

describe("order of the board", () => {
  test("worst first: down, then lost links, then stops, then slow, then all that is well", () => {
    const rows = [
      row("A", "running"),
      row("B", "planned"),
      row("C", "slow"),
      row("D", "stopped"),
      row("E", "unknown"),
      row("F", "down"),
      row("G", "external"),
      row("H", "setup"),
      row("I", "minor"),
      row("J", "idle"),
    ];
    expect(codes(inBoardOrder(rows, "worst"))).toEqual([
      "F",
      "E",
      "G",
      "D",
      "I",
      "C",
      "H",
      "A",
      "J",
      "B",
    ]);
  });

  test("among the stopped the longest comes first", () => {
    expect(codes(inBoardOrder([row("A", "down", 50), row("B", "down", 10)], "worst"))).toEqual([
      "B",
      "A",
    ]);
  });

  test("running machines keep to their codes, numbers counted as numbers", () => {
    const rows = [row("M-10", "running", 1), row("M-9", "running", 9), row("M-1", "running", 5)];
    expect(codes(inBoardOrder(rows, "worst"))).toEqual(["M-1", "M-9", "M-10"]);
  });

  test("does not depend on the order of arrival", () => {
    const rows = [row("A", "down"), row("B", "down"), row("C", "running"), row("D", "unknown")];
    expect(inBoardOrder(rows.toReversed(), "worst")).toEqual(inBoardOrder(rows, "worst"));
  });

  test("by code on request", () => {
    expect(codes(inBoardOrder([row("B", "down"), row("A", "running")], "code"))).toEqual([
      "A",
      "B",
    ]);
  });
});

describe("filters of the board", () => {
  test("every word must stand somewhere", () => {
    expect(matchesSearch(row("FILL-1", "running"), "juice fill")).toBe(true);
    expect(matchesSearch(row("FILL-1", "running"), "juice mill")).toBe(false);
    expect(matchesSearch(row("FILL-1", "running"), "")).toBe(true);
  });

  test("counts leave out what nobody shows", () => {
    const counts = countByMark([row("A", "down"), row("B", "down"), row("C", "idle")]);
    expect([...counts]).toEqual([
      ["down", 2],
      ["idle", 1],
    ]);
  });
});

describe("tiles that must not move", () => {
  test("keep their places; vanished ones leave, new ones join at the end", () => {
    expect(nextShown(["a", "b", "c"], ["d", "c", "a"], false)).toEqual(["a", "c", "d"]);
  });

  test("move when they may", () => {
    expect(nextShown(["a", "b"], ["b", "a"], true)).toEqual(["b", "a"]);
  });

  test("the same order is the same array, so that nothing renders", () => {
    const shown = ["a", "b"];
    expect(nextShown(shown, ["a", "b"], true)).toBe(shown);
    expect(nextShown(shown, ["b", "a"], false)).toBe(shown);
  });
});

describe("mark of a tile", () => {
  const minute = 60_000;
  const tile: BoardTile = {
    machineId: "m",
    code: "FILL-1",
    name: "Filler 1",
    kind: "filling",
    state: "running",
    cause: null,
    since: 0,
    link: "live",
    lastDataAt: null,
    productCode: null,
    productName: null,
    orderNo: null,
    shift: { id: "s", name: "Early", start: 0, end: 480 * minute },
    availability: { value: 1 },
    effectiveness: { value: 1 },
    quality: { value: 1 },
    oee: { value: 1 },
    coverage: 1,
    knownBy: { measured: 3_600_000, reconstructed: 0, back_read: 0, typed: 0, unknown: 0 },
    flags: [],
    total: 0,
    good: 0,
    reject: 0,
    due: 600,
    ratePerMinute: 12,
    strip: [],
  };
  const mark = (change: Partial<BoardTile>, now = 60 * minute) =>
    markOfTile({ ...tile, ...change }, now, 2 * minute).code;

  test("a lost link hides whatever was said before", () => {
    expect(mark({ link: "lost", state: "running" })).toBe("unknown");
  });

  test("running below what the target needs is slow, once the rate is of running time only", () => {
    expect(mark({ ratePerMinute: 9 })).toBe("slow");
    expect(mark({ ratePerMinute: 9, since: 55 * minute })).toBe("running");
    expect(mark({ ratePerMinute: 12 })).toBe("running");
    expect(mark({ ratePerMinute: null })).toBe("running");
  });

  test("a stop is minor until it passes the limit; a breakdown never is", () => {
    expect(mark({ state: "stopped", since: 59 * minute })).toBe("minor");
    expect(mark({ state: "stopped", since: 50 * minute })).toBe("stopped");
    expect(mark({ state: "down", since: 59 * minute })).toBe("down");
  });
});
