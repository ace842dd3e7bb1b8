import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { expect, test } from "vitest";
import { zipInPage } from "./zip-in-page.ts";

test("the spreadsheet writer packs in the page, where the policy allows no workers from blobs", () => {
  const entry = createRequire(import.meta.url).resolve("write-excel-file/universal");
  const file = entry.replace(/universal\/index\.\w+$/, "modules/export/writeXlsxFileUniversal.js");
  const { transform } = zipInPage;
  if (typeof transform !== "function") throw new TypeError("the plugin transforms nothing");
  const made = transform.call(undefined as never, readFileSync(file, "utf8"), file, {} as never);
  expect(made).toMatchObject({ code: expect.stringContaining("return generateXlsxFileSync(") });
});
