import {
  chmodSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { ConnectionId } from "#shared/kernel/id.ts";
import { KeyFile, keyFileOf } from "./key-file.ts";
import { Vault } from "./vault.ts";

const press = "press" as ConnectionId;
const oven = "oven" as ConnectionId;
const password = { kind: "password", password: "geheim-4711-ß" } as const;

let folder: string;
const vault = () => new Vault(new KeyFile(folder));

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "unison-vault-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

test("what is sealed opens again after a restart, and never looks the same twice", () => {
  const sealed = vault().seal(press, password);
  expect(sealed.includes("geheim")).toBe(false);
  expect(vault().open(press, sealed)).toEqual(password);
  expect(vault().seal(press, password).equals(sealed)).toBe(false);
});

test("the key is made once, for the engine's user alone", () => {
  expect(vault().open(press, Buffer.alloc(100))).toBeNull();
  expect(readdirSync(folder)).toEqual([]);
  vault().seal(press, password);
  const key = readFileSync(keyFileOf(folder));
  expect(key).toHaveLength(32);
  expect(statSync(keyFileOf(folder)).mode & 0o777).toBe(0o600);
  vault().seal(oven, password);
  expect(readFileSync(keyFileOf(folder)).equals(key)).toBe(true);
  expect(readdirSync(folder)).toEqual(["vault.key"]);
});

test("a key that a copy opened to others is closed again", () => {
  const sealed = vault().seal(press, password);
  chmodSync(keyFileOf(folder), 0o644);
  expect(vault().open(press, sealed)).toEqual(password);
  expect(statSync(keyFileOf(folder)).mode & 0o777).toBe(0o600);
});

test("a secret does not open beside another connection, damaged or cut off", () => {
  const sealed = vault().seal(press, password);
  expect(vault().open(oven, sealed)).toBeNull();
  for (const at of [0, 1, 13, 29, sealed.length - 1]) {
    const damaged = Buffer.from(sealed);
    damaged[at]! ^= 1;
    expect(vault().open(press, damaged)).toBeNull();
  }
  for (const length of [0, 1, 29, sealed.length - 1])
    expect(vault().open(press, sealed.subarray(0, length))).toBeNull();
});

test("without its key, or with another one, a secret must be given again", () => {
  const sealed = vault().seal(press, password);
  rmSync(keyFileOf(folder));
  expect(vault().open(press, sealed)).toBeNull();
  const again = vault().seal(press, password);
  expect(vault().open(press, sealed)).toBeNull();
  expect(vault().open(press, again)).toEqual(password);
});

test("a key file that holds no key is put aside when a secret is given again", () => {
  const sealed = vault().seal(press, password);
  writeFileSync(keyFileOf(folder), "short");
  expect(vault().open(press, sealed)).toBeNull();
  const again = vault().seal(press, password);
  expect(vault().open(press, again)).toEqual(password);
  expect(readFileSync(`${keyFileOf(folder)}.unusable`, "utf8")).toBe("short");
});
