import { expect, test } from "vitest";
import { localRows } from "./local-rows.ts";
import { shownColumns, type TableColumn } from "./table-column.ts";
import { pageCount, sortedBy, tableState } from "./table-state.ts";

interface Part {
  readonly code: string;
  readonly name: string;
  readonly pieces: number | null;
}
const parts: readonly Part[] = [
  { code: "P-10", name: "Äquator", pieces: 5 },
  { code: "P-2", name: "Zange", pieces: null },
  { code: "p-1", name: "Bolzen", pieces: 40 },
];
const columns: readonly TableColumn<Part>[] = [
  { key: "code", label: "Code", value: (part) => part.code, isSortable: true },
  { key: "name", label: "Name", value: (part) => part.name, isSortable: true },
  { key: "pieces", label: "Pieces", value: (part) => part.pieces, isSortable: true, isExtra: true },
];
const codes = (rows: readonly Part[]) => rows.map((part) => part.code);

test("codes sort as people count: 2 before 10", () => {
  const view = { q: "", sort: "code", dir: "asc" } as const;
  expect(codes(localRows(parts, columns, view, "en"))).toEqual(["p-1", "P-2", "P-10"]);
});

test("Ä stands with A in German", () => {
  const view = { q: "", sort: "name", dir: "asc" } as const;
  expect(codes(localRows(parts, columns, view, "de"))).toEqual(["P-10", "p-1", "P-2"]);
});

test("unknown values stand last both ways", () => {
  const sorted = (dir: "asc" | "desc") =>
    codes(localRows(parts, columns, { q: "", sort: "pieces", dir }, "en"));
  expect(sorted("asc")).toEqual(["P-10", "p-1", "P-2"]);
  expect(sorted("desc")).toEqual(["p-1", "P-10", "P-2"]);
});

test("every word must be somewhere in the row", () => {
  const found = (q: string) => codes(localRows(parts, columns, { q, sort: "", dir: "asc" }, "en"));
  expect(found("p bolz")).toEqual(["p-1"]);
  expect(found("  ")).toEqual(codes(parts));
  expect(found("bolz zange")).toEqual([]);
});

test("the first column cannot be hidden; extra ones wait to be chosen", () => {
  const keys = (chosen: readonly string[] | null) =>
    shownColumns(columns, chosen).map((column) => column.key);
  expect(keys(null)).toEqual(["code", "name"]);
  expect(keys(["pieces"])).toEqual(["code", "pieces"]);
});

test("a nonsense address gives the list as it is", () => {
  expect(tableState.parse({ page: "x", dir: "up", size: 7 })).toEqual({
    q: "",
    sort: "",
    dir: "asc",
    page: 1,
    size: 100,
    inactive: false,
  });
});

test("the second click on a column turns it round and goes to the first page", () => {
  const state = tableState.parse({ sort: "code", page: 4 });
  expect(sortedBy(state, "code")).toEqual({ page: 1, dir: "desc" });
  expect(sortedBy(state, "name")).toEqual({ page: 1, sort: "name", dir: "asc" });
});

test("an empty list has one page", () => {
  expect([pageCount(0, 50), pageCount(50, 50), pageCount(51, 50)]).toEqual([1, 1, 2]);
});
