import { expect, test } from "vitest";
import { checkImportedTags, type KnownTag } from "./check-imported-tags.ts";
import { importedTag } from "./connection-rows.ts";
import { connectionSettings } from "./connection-settings.ts";

const settings = connectionSettings.parse({
  driver: "modbus",
  transport: { type: "tcp", host: "oven" },
});
const tag = (code: string, address = "1/holding/0") =>
  importedTag.parse({ code, name: code, address, class: "counter" });
const check = (
  codes: ReturnType<typeof tag>[],
  known: KnownTag[] = [],
  machineId: string | null = "M",
) =>
  checkImportedTags({ connectionId: "C", machineId, settings, tags: codes, known }).map(
    ({ path, message }) => `${path} ${message}`,
  );

test("a list with nothing wrong has no issues, whether its tags are new or known", () => {
  const known = [
    { code: "a", connectionId: "C", machineId: "M" },
    { code: "b", connectionId: "C", machineId: null },
  ];
  expect(check([tag("a"), tag("b"), tag("c")], known)).toEqual([]);
});

test("every row with an issue is told, and every issue of a row", () => {
  const known = [
    { code: "a", connectionId: "other", machineId: "M" },
    { code: "b", connectionId: "C", machineId: "other" },
  ];
  expect(check([tag("a"), tag("b"), tag("c"), tag("c", "1/coil")], known)).toEqual([
    'tags.0.code "a" belongs to another connection',
    'tags.1.code "b" belongs to another machine',
    'tags.3.code must stand in the list only once; "c" is in row 3 too',
    "tags.3.address register: must be a whole number from 0 to 65535",
  ]);
  expect(check([tag("b")], [known[1]!], null)).toEqual([]);
});
