import { expect, test } from "vitest";
import { contentSecurityPolicy } from "#desktop/page/content-security-policy.ts";
import { checkoutFiles, isTest, textOf } from "./checkout-files.ts";
import { refuse, type Finding } from "./findings.ts";

const nonce = "bm9uY2Vub25jZW5vbmNl";
const socket = "ws://127.0.0.1:48123";

/** Directive → its sources. */
const policy = new Map(
  contentSecurityPolicy(nonce, socket)
    .split(";")
    .map((directive) => directive.trim().split(/\s+/))
    .map(([name, ...sources]) => [name!, sources]),
);

test("nothing is allowed that is not named, and the fences are all there", () => {
  for (const directive of ["default-src", "frame-src", "object-src", "base-uri", "form-action"]) {
    expect(policy.get(directive), `${directive} must be 'none'`).toEqual(["'none'"]);
  }
  expect(policy.get("script-src"), "scripts come from the bundle and nowhere else").toEqual([
    "'self'",
  ]);
});

test("no directive is unsafe, no source is a wildcard or a foreign place", () => {
  const allowed = new Set(["'none'", "'self'", "data:", "blob:", `'nonce-${nonce}'`, socket]);
  refuse(
    "csp-sources",
    [...policy].flatMap(([directive, sources]) =>
      sources
        .filter((source) => !allowed.has(source))
        .map((source) => ({
          key: `${directive} ${source}`,
          message: `desktop/page/content-security-policy.ts allows ${source} in ${directive}. Serve what is needed from the bundle; 'unsafe-…' and wildcards open the page to injected code.`,
        })),
    ),
  );
  for (const directive of ["script-src", "connect-src", "font-src"]) {
    expect(policy.get(directive), `${directive} must not take data:`).not.toContain("data:");
  }
});

test("the page itself has no inline script, style or handler and loads nothing from elsewhere", () => {
  const page = textOf("desktop/renderer/index.html");
  const breaches: readonly [RegExp, string][] = [
    [/<script(?![^>]*\bsrc=)[^>]*>/i, "an inline script: take it to a file"],
    [/<style\b/i, "an inline style: take it to a file"],
    [/\sstyle\s*=/i, "a style attribute: take it to a class"],
    [/\son[a-z]+\s*=/i, "an inline event handler: take it to a component"],
    [/(?:src|href)\s*=\s*["']?(?:https?:)?\/\//i, "something from another place: bundle it"],
    [/http-equiv\s*=\s*["']?content-security-policy/i, "a second policy: the header decides"],
  ];
  refuse(
    "page-html",
    breaches
      .filter(([pattern]) => pattern.test(page))
      .map(([, what]) => ({ key: what, message: `desktop/renderer/index.html has ${what}.` })),
  );
});

test("no code of the page asks for what the policy refuses", () => {
  const files = ["desktop/renderer", "shared/ui"]
    .flatMap((folder) => checkoutFiles(folder))
    .filter((file) => /\.(?:tsx?|css)$/.test(file) && !isTest(file));
  refuse(
    "page-code",
    files.flatMap((file): Finding[] => {
      const [found] =
        /\bdangerouslySetInnerHTML\b|\.innerHTML\s*=|\beval\(|\bnew Function\(|\bjavascript:|\bdocument\.write\(|@import\s+(?:url\()?["']?https?:|url\(["']?https?:/.exec(
          textOf(file),
        ) ?? [];
      return found === undefined
        ? []
        : [
            {
              key: `${file}: ${found}`,
              message: `${file} uses ${found}, which the policy refuses or should. Render elements; bundle files.`,
            },
          ];
    }),
  );
});

test("zod is told not to compile code before anything uses it", () => {
  const main = textOf("desktop/renderer/main.tsx");
  const firstStatement = main.indexOf("z.config({ jitless: true })");
  expect(
    firstStatement,
    "desktop/renderer/main.tsx must call z.config({ jitless: true }): zod probes `new Function` otherwise, which the policy reports",
  ).toBeGreaterThan(-1);
});

test("one place hears the messages of the page", () => {
  refuse(
    "ipc-main",
    checkoutFiles("desktop")
      .filter((file) => /\.tsx?$/.test(file) && !isTest(file) && file !== "desktop/main/ipc.ts")
      .filter((file) =>
        /\bipcMain\s*\.\s*(?:handle|on|once|handleOnce|addListener)\b/.test(textOf(file)),
      )
      .map((file) => ({
        key: file,
        message: `${file} listens on ipcMain itself. Use handleFromApp of desktop/main/ipc.ts: it checks who is calling and what it says.`,
      })),
  );
});
