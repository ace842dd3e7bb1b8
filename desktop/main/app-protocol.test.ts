import { mkdtemp, mkdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { answerAppRequest } from "./app-protocol.ts";

const folder = await mkdtemp(path.join(tmpdir(), "unison-protocol-"));
const site = {
  bundleRoot: path.join(folder, "renderer"),
  host: "app",
  webSocketOrigin: "ws://127.0.0.1:48123",
};

beforeAll(async () => {
  await mkdir(site.bundleRoot);
  await writeFile(path.join(site.bundleRoot, "index.html"), "<p>plant</p>");
  await writeFile(path.join(folder, "main.js"), "secret");
});
afterAll(() => rm(folder, { recursive: true }));

async function answer(url: string, method = "GET") {
  const response = await answerAppRequest({ url, method }, site);
  return { status: response.status, text: await response.text(), headers: response.headers };
}

test.each([
  "plant://app/",
  "plant://app",
  "plant://app/machines/m1?tab=stops",
  "plant://app/index.html",
])("%s shows the page, under its policy", async (url) => {
  const { status, text, headers } = await answer(url);
  expect([status, text]).toEqual([200, "<p>plant</p>"]);
  expect(headers.get("content-security-policy")).toContain(
    "connect-src 'self' ws://127.0.0.1:48123;",
  );
});

test.each([
  ["plant://app/../main.js", "GET", 404],
  ["plant://app/%2e%2e/main.js", "GET", 404],
  ["plant://app/%2e%2e%2fmain.js", "GET", 404],
  ["plant://app/..\\main.js", "GET", 404],
  ["plant://app//server/share/x.js", "GET", 404],
  ["plant://app/assets/none.js", "GET", 404],
  ["plant://elsewhere/index.html", "GET", 400],
  ["plant://user@app/index.html", "GET", 400],
  ["plant:index.html", "GET", 400],
  ["plant://app/", "POST", 405],
])("%s by %s is refused", async (url, method, status) => {
  const refused = await answer(url, method);
  expect(refused.status).toBe(status);
  expect(refused.text).not.toContain("secret");
  expect(refused.headers.get("content-security-policy")).toContain("default-src 'none'");
});
