import { createHash } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { Refusal } from "#shared/kernel/refusal.ts";
import { systemIdentity } from "../identity.ts";
import { openDatabase, type PlantDatabase } from "./open-database.ts";
import { write, type CommandIdentity } from "./write.ts";

const identity = systemIdentity();
const anna = { userId: null, name: "Anna", station: "window" };
const command = (commandId: string | null = null): CommandIdentity => ({
  actor: anna,
  operation: "products.create",
  commandId,
});

let folder: string;
let database: PlantDatabase;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "unison-write-"));
  database = await openDatabase(folder, identity.now());
});
afterEach(() => {
  database.close();
  rmSync(folder, { recursive: true });
});

const product = (code: string) => ({
  id: identity.newId<"product">(),
  code,
  name: code,
  is_active: 1 as const,
  created_at: identity.now(),
});
const products = () => database.reader.selectFrom("product").select(["code", "version"]).execute();
const outbox = () => database.reader.selectFrom("outbox").selectAll().orderBy("seq").execute();

test("a change leaves the row and its audit entry, with who and what", async () => {
  const row = await write(database, identity, command(), (writer) =>
    writer.insert("product", product("P-1")),
  );
  await write(database, identity, command(), (writer) =>
    writer.update("product", row.id, 1, { name: "Lid" }),
  );

  expect(await products()).toEqual([{ code: "P-1", version: 2 }]);
  const trail = await database.reader.selectFrom("audit_entry").selectAll().orderBy("id").execute();
  expect(
    trail.map(({ actor_name, entity_id, before, after }) => ({
      actor_name,
      entity_id,
      before,
      after,
    })),
  ).toEqual([
    { actor_name: "Anna", entity_id: row.id, before: null, after: JSON.stringify({ ...row }) },
    { actor_name: "Anna", entity_id: row.id, before: '{"name":"P-1"}', after: '{"name":"Lid"}' },
  ]);
});

test("a command that fails half way leaves nothing behind, and its effects never run", async () => {
  let effects = 0;
  const failing = write(database, identity, command(), async (writer) => {
    writer.afterCommit(() => (effects += 1));
    await writer.insert("product", product("P-1"));
    throw new Error("power cut");
  });
  await expect(failing).rejects.toThrow("power cut");
  expect({ products: await products(), effects }).toEqual({ products: [], effects: 0 });
});

test("an edit based on an old version is refused and names both", async () => {
  const row = await write(database, identity, command(), (writer) =>
    writer.insert("product", product("P-1")),
  );
  const rename = (name: string) =>
    write(database, identity, command(), (writer) => writer.update("product", row.id, 1, { name }));
  await rename("first");
  const refusal = await rename("second").catch((error: unknown) => error);
  expect(refusal).toBeInstanceOf(Refusal);
  expect((refusal as Refusal).data).toEqual({
    entity: "product",
    id: row.id,
    basedOn: 1,
    current: 2,
  });
});

test("a command sent twice runs once and gives the same answer twice", async () => {
  const id = crypto.randomUUID();
  const send = () =>
    write(database, identity, command(id), (writer) => writer.insert("product", product("P-1")));
  const first = await send();
  expect(await send()).toEqual(first);
  expect(await products()).toHaveLength(1);
});

test("a plant that is not enrolled keeps no outbox", async () => {
  await write(database, identity, command(), (writer) => writer.insert("product", product("P-1")));
  expect(await outbox()).toEqual([]);
});

test("an enrolled plant chains every change into its outbox, in the transaction of the change", async () => {
  database.raw.exec(`insert into enrolment (plant_id, epoch, enrolled_at) values ('p', 7, 0)`);
  const row = await write(database, identity, command(), (writer) =>
    writer.insert("product", product("P-1")),
  );
  await write(database, identity, command(), (writer) =>
    writer.update("product", row.id, 1, { name: "Lid" }),
  );
  await write(database, identity, command(), async (writer) => {
    await writer.insert("product", product("P-2"));
    throw new Error("refused after all");
  }).catch(() => {});

  const rows = await outbox();
  expect(
    rows.map(({ epoch, lane, seq, op, row_id }) => ({ epoch, lane, seq, op, row_id })),
  ).toEqual([
    { epoch: 7, lane: 1, seq: 1, op: "insert", row_id: row.id },
    { epoch: 7, lane: 1, seq: 2, op: "update", row_id: row.id },
  ]);
  let previous = new Uint8Array();
  for (const { payload, hash } of rows) {
    const expected = createHash("sha256").update(previous).update(payload).digest();
    expect(Buffer.from(hash).equals(expected)).toBe(true);
    previous = new Uint8Array(hash);
  }
});

test("a reader cannot write", () => {
  const reader = database.reader as unknown as {
    deleteFrom: (table: string) => { execute(): Promise<unknown> };
  };
  return expect(reader.deleteFrom("product").execute()).rejects.toThrow(/readonly/);
});

test("data of a newer version is refused instead of damaged", async () => {
  database.raw.exec(`insert into migration (name, applied_at) values ('9999-from-the-future', 0)`);
  await expect(openDatabase(folder, 0)).rejects.toThrow(/newer version/);
});
