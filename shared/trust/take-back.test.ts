import { describe, expect, it } from "vitest";
import { beforeImageOf, takeBack } from "./take-back.ts";

const jam = { id: "jam", name: "Jam", category: "breakdown" };
const clean = { id: "clean", name: "Cleaning", category: "planned" };

describe("taking changes back", () => {
  it("gives rows their columns of before, the oldest change having the last word", () => {
    expect(
      takeBack(
        [{ ...jam, category: "minor" }, clean],
        [
          { id: "jam", before: { category: "external" } },
          { id: "jam", before: { category: "breakdown" } },
        ],
      ),
    ).toEqual([jam, clean]);
  });

  it("drops what appeared and brings back what went, with its own changes", () => {
    expect(
      takeBack(
        [clean],
        [
          { id: "clean", before: null },
          { id: "jam", before: { ...jam, name: "Jammed" } },
          { id: "jam", before: { name: "Jam" } },
        ],
      ),
    ).toEqual([jam]);
  });

  it("leaves alone what an entry says beyond the row's columns, and rows it does not know", () => {
    expect(
      takeBack(
        [jam],
        [
          { id: "jam", before: { password: "(secret)" } },
          { id: "gone", before: { name: "x" } },
        ],
      ),
    ).toEqual([jam]);
  });
});

describe("an audit entry", () => {
  it.each([
    ["of a new row", { before: null, after: { ...jam } }, { id: "jam", before: null }],
    ["of a row that went", { before: { ...jam }, after: null }, { id: "jam", before: { ...jam } }],
    [
      "of an edit",
      { before: { name: "Jam" }, after: { name: "Jammed" } },
      { id: "jam", before: { name: "Jam" } },
    ],
    ["of something else that was done to it", { before: null, after: { state: "idle" } }, null],
    ["of something withdrawn from it", { before: { state: "idle" }, after: null }, null],
  ])("%s", (_, entry, image) => {
    expect(beforeImageOf({ entityId: "jam", ...entry })).toEqual(image);
  });
});
