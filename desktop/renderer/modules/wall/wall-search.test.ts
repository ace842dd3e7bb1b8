import { describe, expect, it } from "vitest";
import { wallSearch, wallSheets } from "./wall-search.ts";

const ids = (count: number) => Array.from({ length: count }, (_, index) => `m${index + 1}`);

describe("the address of a wall board", () => {
  it("keeps what it understands and falls back where it does not", () => {
    expect(
      wallSearch.parse({ panels: "calls,machines,weather", every: "30", tiles: "12" }),
    ).toEqual({
      panels: ["machines", "calls"],
      every: 30,
      tiles: 12,
    });
    expect(wallSearch.parse({ panels: "weather", every: 1, tiles: 7 })).toEqual({
      panels: ["machines", "losses", "calls"],
      every: 15,
      tiles: 6,
    });
  });
});

describe("the pages of a wall board", () => {
  const all = wallSearch.parse({});

  it("spread the machines evenly and show each once", () => {
    const sheets = wallSheets({ ...all, panels: ["machines"] }, ids(8), 0);
    expect(
      sheets.map((sheet) => (sheet.panel === "machines" ? sheet.machineIds.length : 0)),
    ).toEqual([4, 4]);
    expect(sheets.flatMap((sheet) => (sheet.panel === "machines" ? sheet.machineIds : []))).toEqual(
      ids(8),
    );
  });

  it("have calls only while somebody calls", () => {
    expect(wallSheets(all, ids(2), 0).map(({ panel }) => panel)).toEqual(["machines", "losses"]);
    expect(wallSheets(all, ids(2), 1).map(({ panel }) => panel)).toEqual([
      "machines",
      "losses",
      "calls",
    ]);
  });

  it("are none for machines where there are none", () => {
    expect(wallSheets({ ...all, panels: ["machines"] }, [], 0)).toEqual([]);
  });
});
