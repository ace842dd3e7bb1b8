import { test } from "vitest";
import { exists, textOf } from "./checkout-files.ts";
import { refuse } from "./findings.ts";

const page = "desktop/engine/drivers/faults.md";

test("every test that the page of faults names is in its file", () => {
  const rows = [...textOf(page).matchAll(/^\| .+? \| `([\w./-]+\.test\.ts)` \| (.+?) \|$/gm)];
  refuse(
    "fault-tests",
    rows.flatMap(([, named, cell]) => {
      const name = cell!.replaceAll("\\|", "|").trim();
      const file = exists(named!) ? named! : `desktop/engine/drivers/${named!}`;
      if (exists(file) && textOf(file).includes(name)) return [];
      return [
        {
          key: `${named}: ${name}`,
          message: `${page} names “${name}” in ${named}, where it is not. Name the test that proves it now; a fault without one is not caught.`,
        },
      ];
    }),
  );
});
