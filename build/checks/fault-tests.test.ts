import { test } from "vitest";
import { exists, textOf } from "./checkout-files.ts";
import { refuse, type Finding } from "./findings.ts";

/** Pages that say which test proves what; a file without a folder is in the page's own. */
const pages = [
  { page: "desktop/engine/drivers/faults.md", folder: "desktop/engine/drivers" },
  { page: "shared/oee/edge-cases.md", folder: "shared/oee" },
];

/** The cells of every row of a page's tables, headings left out. */
const rowsOf = (page: string): string[][] =>
  textOf(page)
    .split(/\n\n/)
    .flatMap((block) =>
      block
        .split("\n")
        .filter((line) => line.startsWith("|"))
        .slice(2),
    )
    .map((line) =>
      line
        .replaceAll("\\|", "\0")
        .split("|")
        .slice(1, -1)
        .map((cell) => cell.replaceAll("\0", "|").trim()),
    );

function findingOf(page: string, folder: string, cells: readonly string[]): Finding[] {
  const [proof = "", name = ""] = cells.slice(-2);
  const named = proof.replaceAll("`", "");
  if (named === "" && cells.some((cell) => cell.includes("comes with"))) return [];
  // What is measured in a bench has no test of its own.
  if (named.startsWith("build/bench/") && exists(named)) return [];
  const file = named.includes("/") && exists(named) ? named : `${folder}/${named}`;
  if (named.endsWith(".test.ts") && name !== "" && exists(file) && textOf(file).includes(name))
    return [];
  return [
    {
      key: `${named}: ${name}`,
      message: `${page} names “${name}” in ${named} for “${cells[0]}”, where it is not. Name the test that proves it now; what has none is not proved.`,
    },
  ];
}

test("every test that the pages of faults and edges name is in its file", () => {
  refuse(
    "fault-tests",
    pages.flatMap(({ page, folder }) =>
      rowsOf(page).flatMap((cells) => findingOf(page, folder, cells)),
    ),
  );
});
