import { mkdtemp, mkdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { servePage, type PageRequest, type PageSite } from "./serve-page.ts";

const folder = await mkdtemp(path.join(tmpdir(), "unison-page-"));
const site: PageSite = {
  bundleRoot: path.join(folder, "renderer"),
  host: "app",
  webSocketOrigin: "ws://127.0.0.1:48123",
};

beforeAll(async () => {
  await mkdir(path.join(site.bundleRoot, "assets"), { recursive: true });
  await writeFile(
    path.join(site.bundleRoot, "index.html"),
    '<meta property="csp-nonce" nonce="__NONCE__"><style nonce="__NONCE__"></style>',
  );
  await writeFile(path.join(site.bundleRoot, "assets/app-1.js"), 'const keep = "__NONCE__";');
  await writeFile(path.join(folder, "secret.js"), "not yours");
});
afterAll(() => rm(folder, { recursive: true }));

async function get(request: Partial<PageRequest>) {
  const answer = await servePage({ method: "GET", host: "app", target: "/", ...request }, site);
  return { ...answer, text: new TextDecoder().decode(answer.body) };
}

describe("a person opens the page", () => {
  test("the document carries the nonce of its own policy, wherever it asks for it", async () => {
    const answer = await get({ target: "/?theme=dark" });
    const nonce = /'nonce-([^']+)'/.exec(answer.headers["content-security-policy"] ?? "")?.[1];
    expect(answer.status).toBe(200);
    expect(answer.text).toBe(
      `<meta property="csp-nonce" nonce="${nonce}"><style nonce="${nonce}"></style>`,
    );
  });

  test("two answers never share a nonce", async () => {
    const policies = [await get({}), await get({})].map(
      (answer) => answer.headers["content-security-policy"],
    );
    expect(policies[0]).not.toBe(policies[1]);
  });

  test("a bookmark deep in the app gets the document", async () => {
    const answer = await get({ target: "/machines/filler-1" });
    expect([answer.status, answer.headers["content-type"]]).toEqual([
      200,
      "text/html; charset=utf-8",
    ]);
  });

  test("assets are sent as they are, with their own type, and may be kept", async () => {
    const answer = await get({ target: "/assets/app-1.js" });
    expect(answer.text).toBe('const keep = "__NONCE__";');
    expect(answer.headers["content-type"]).toBe("text/javascript; charset=utf-8");
    expect(answer.headers["cache-control"]).toContain("immutable");
  });
});

describe("somebody else asks", () => {
  test.each([
    ["POST", { method: "POST" }, 405],
    ["HEAD", { method: "HEAD" }, 405],
    ["another host", { host: "evil.example" }, 400],
    ["a rebinding host", { host: "app.evil.example" }, 400],
    ["a parent folder", { target: "/../secret.js" }, 404],
    ["an encoded parent folder", { target: "/%2e%2e/secret.js" }, 404],
    ["a backslash", { target: "/..\\secret.js" }, 404],
    ["a file that is not there", { target: "/assets/none.js" }, 404],
    ["a folder with an extension-like name", { target: "/assets/app-1.js/x.js" }, 404],
  ])("%s is refused, with the policy on the refusal too", async (_, request, status) => {
    const answer = await get(request);
    expect(answer.status).toBe(status);
    expect(answer.text).not.toContain("not yours");
    expect(answer.headers["content-security-policy"]).toContain("default-src 'none'");
    expect(answer.headers["x-content-type-options"]).toBe("nosniff");
  });
});
