import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { connectionLogLength } from "#shared/connections/connection-log.ts";
import type { ConnectionId, TagId } from "#shared/kernel/id.ts";
import { openDatabase, type PlantDatabase } from "../../database/open-database.ts";
import { silentLog } from "../../log/engine-log.ts";
import { ConnectionLog, type ConnectionNotice } from "./connection-log.ts";

const press = "press" as ConnectionId;

let folder: string;
let database: PlantDatabase;
let log: ConnectionLog;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "unison-log-"));
  database = await openDatabase(folder, 0);
  for (const id of ["press", "oven"])
    database.raw
      .prepare(
        "insert into connection (id, code, name, settings, is_enabled, created_at, version) values (?, ?, ?, '{}', 1, 0, 1)",
      )
      .run(id, id, id);
  log = new ConnectionLog(database, silentLog());
});
afterEach(async () => {
  await log.stop();
  database.close();
  rmSync(folder, { recursive: true });
});

const stored = async (connection = "press"): Promise<string[]> => {
  await log.flush();
  return database.raw
    .prepare<[string], { event: string; detail: string; times: number; at: number }>(
      "select event, detail, times, at from connection_log where connection_id = ? order by id",
    )
    .all(connection)
    .map(({ event, detail, times, at }) => `${at} ${event} ${detail} ×${times}`);
};
const note = (part: Partial<ConnectionNotice>) =>
  log.note({ connection: press, at: 1, level: "info", event: "live", detail: "", ...part });
const lost = (at: number, cause: "unreachable" | "silent", detail = "no answer") =>
  log.links([{ connection: press, link: "lost", at, cause, detail }]);

test("a loss and its end are told once each, however often they are said", async () => {
  lost(10, "unreachable");
  lost(11, "unreachable");
  note({ at: 11, event: "unreachable", detail: "no answer" });
  log.links([{ connection: press, link: "live", at: 20 }]);
  lost(30, "silent");
  expect(await stored()).toEqual([
    "10 unreachable no answer ×1",
    "20 live  ×1",
    "30 silent no answer ×1",
  ]);
});

test("the same notice in a row is one entry with its number and last time, over a restart too", async () => {
  note({ at: 1, event: "settings_changed", detail: "Anna: name" });
  note({ at: 2, event: "settings_changed", detail: "Anna: name" });
  expect(await stored()).toEqual(["2 settings_changed Anna: name ×2"]);
  note({ at: 3, event: "settings_changed", detail: "Anna: name" });
  note({ at: 4, event: "settings_changed", detail: "Ben: name" });
  expect(await stored()).toEqual([
    "3 settings_changed Anna: name ×3",
    "4 settings_changed Ben: name ×1",
  ]);
});

test("values dropped by a server are one entry per connection, whatever the tags", async () => {
  const tag = database.raw.prepare(
    "insert into tag (id, connection_id, code, name, address, class, deadband_kind, created_at, version) values (?, 'press', ?, '', '', 'state', 'absolute', 0, 1)",
  );
  for (const name of ["a", "b"]) tag.run(name, `press.${name}`);
  log.overflows([
    { tag: "a" as TagId, at: 5 },
    { tag: "b" as TagId, at: 6 },
    { tag: "gone" as TagId, at: 7 },
  ]);
  log.overflows([{ tag: "b" as TagId, at: 8 }]);
  expect(await stored()).toEqual(["8 overflow press.b ×2"]);
});

test("the newest thousand of each connection are kept", async () => {
  for (let at = 0; at < connectionLogLength + 500; at += 1)
    note({ at, event: "tags_changed", detail: String(at) });
  note({ connection: "oven" as ConnectionId });
  const entries = await stored();
  expect(entries).toHaveLength(connectionLogLength);
  expect(entries[0]).toBe("500 tags_changed 500 ×1");
  expect(await stored("oven")).toHaveLength(1);
});

test("a notice of a connection that was removed meanwhile is left out", async () => {
  note({ connection: "nobody" as ConnectionId });
  note({ at: 3 });
  expect(await stored("nobody")).toEqual([]);
  expect(await stored()).toEqual(["3 live  ×1"]);
});
