import fc from "fast-check";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { pageFile } from "./page-file.ts";

const bundle = path.resolve("/opt/unison/renderer");

describe("what belongs to the page", () => {
  test.each([
    ["/assets/index-a1b2.js", "assets/index-a1b2.js", "text/javascript; charset=utf-8"],
    ["/assets/inter.woff2", "assets/inter.woff2", "font/woff2"],
    ["/logo%20dark.svg", "logo dark.svg", "image/svg+xml"],
    ["/index.html", "index.html", "text/html; charset=utf-8"],
  ])("%s is a file of the bundle", (request, file, mimeType) => {
    expect(pageFile(bundle, request)).toEqual({
      kind: "file",
      file: path.join(bundle, file),
      mimeType,
    });
  });

  test.each(["/", "/machines", "/machines/filler-1/proof", "/machines/F%C3%BCller"])(
    "%s is an address of the app and gets index.html",
    (request) => {
      expect(pageFile(bundle, request)).toEqual({
        kind: "route",
        file: path.join(bundle, "index.html"),
        mimeType: "text/html; charset=utf-8",
      });
    },
  );
});

describe("what does not", () => {
  test.each([
    "/../engine.lock",
    "/assets/../../main/main.mjs",
    "/%2e%2e/main/main.mjs",
    "/%2E%2e%2fmain/main.mjs",
    "/assets/..%2f..%2fmain.mjs",
    "/%252e%252e/main.mjs",
    "/..\\main\\main.mjs",
    "/%5c%5cserver%5cshare%5cx.js",
    "//server/share/x.js",
    "/C:/Windows/win.ini",
    "/x.js::$DATA",
    "/index.html%00.js",
    "/%ff.js",
    "/%",
    "index.html",
    "",
  ])("%j is refused", (request) => {
    expect(pageFile(bundle, request).kind).toBe("refused");
  });

  test("a sibling folder that shares the name's beginning is refused", () => {
    expect(pageFile(bundle, "/../renderer-old/index.html").kind).toBe("refused");
  });

  test("a kind of file that no bundle of ours has is refused", () => {
    expect(pageFile(bundle, "/business.sqlite").kind).toBe("refused");
    expect(pageFile(bundle, "/.env.local").kind).toBe("refused");
  });
});

test("no path whatever leads out of the bundle", () => {
  const piece = fc.constantFrom(
    "..",
    ".",
    "/",
    "\\",
    "%2e",
    "%2f",
    "%5c",
    "%00",
    "a",
    "x.js",
    "%",
    "C:",
    "//",
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const found = pageFile(bundle, `/${pieces.join("")}`);
      if (found.kind === "refused") return true;
      return !path.relative(bundle, found.file).startsWith("..");
    }),
    { seed: 20_260_101, numRuns: 3_000 },
  );
});
