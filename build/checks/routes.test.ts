import { expect, test } from "vitest";
import { checkoutFiles, isSource, isTest } from "./checkout-files.ts";
import { refuse } from "./findings.ts";
import { parseSource } from "./parsed-source.ts";

const renderer = checkoutFiles("desktop/renderer").filter(
  (file) => isSource(file) && !isTest(file),
);
const pages = renderer.filter((file) => file.endsWith("Page.tsx") && file.includes("/modules/"));
const shell = renderer
  .filter((file) => file.startsWith("desktop/renderer/shell/"))
  .map(parseSource);

test("every page can be reached", () => {
  expect(
    pages.length,
    "pages are files of desktop/renderer/modules called …Page.tsx",
  ).toBeGreaterThan(10);
  const shown = new Set(shell.flatMap(({ imports }) => imports.map(({ target }) => target)));
  refuse(
    "pages",
    pages
      .filter((file) => !shown.has(file))
      .map((file) => ({
        key: file,
        message: `Nothing in the shell shows ${file}. Give it a route in desktop/renderer/shell/router.tsx, or delete it.`,
      })),
  );
});

test("an address leads to one page", () => {
  const router = shell.find(({ file }) => file.endsWith("/router.tsx"))?.text ?? "";
  const addresses = [...router.matchAll(/\bunder\(\s*"([^"]+)"/g)].map(([, address]) => address!);
  expect(addresses.length, "routes are declared by under(address, page)").toBeGreaterThan(10);
  refuse(
    "addresses",
    addresses
      .filter((address, index) => addresses.indexOf(address) < index)
      .map((address) => ({
        key: address,
        message: `router.tsx declares ${address} twice; only one of the pages can be seen.`,
      })),
  );
});
