import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  uuidv7,
  type ConnectionId,
  type Id,
  type MachineId,
  type ProductId,
  type TagId,
} from "#shared/kernel/id.ts";
import { plantConfig, type PlantConfig } from "#shared/plant/plant-config.ts";
import { openDatabase, type PlantDatabase } from "../database/open-database.ts";
import { write } from "../database/write.ts";
import { engineActor } from "../database/actor.ts";
import type { Identity } from "../identity.ts";
import { applyConfig } from "../modules/plant/apply-config.ts";

/** Monday 2026-03-02, 06:00 in Berlin: the early shift begins. */
export const mondayMorning = Date.UTC(2026, 2, 2, 5);

export const minutes = (count: number): number => count * 60_000;
export const hours = (count: number): number => count * 3_600_000;

/** A clock that a test sets, and ids that are the same in every run. */
export interface TestIdentity extends Identity {
  set(now: number): void;
}

export function testIdentity(start = mondayMorning): TestIdentity {
  let now = start;
  let made = 0;
  return {
    now: () => now,
    set: (at) => {
      now = at;
    },
    newId: <Entity extends string>() => {
      made += 1;
      const random = new Uint8Array(10);
      new DataView(random.buffer).setUint32(0, Math.floor(made / 65_536));
      new DataView(random.buffer).setUint16(8, made % 65_536);
      random[1] = (made >>> 16) & 0xff;
      random[2] = (made >>> 8) & 0xff;
      random[3] = made & 0xff;
      return uuidv7<Entity>(start, random) as Id<Entity>;
    },
  };
}

/** One filler with a running bit and a counter, made for 30 pieces a minute, three shifts a day. */
export const oneFiller: PlantConfig = plantConfig.parse({
  version: 1,
  plant: { name: "Test plant", zone: "Europe/Berlin" },
  connections: [{ code: "LINE", name: "Line", settings: { driver: "simulated" } }],
  shiftPatterns: [
    {
      code: "THREE",
      pattern: {
        name: "Three shifts",
        shifts: [
          {
            code: "EARLY",
            name: "Early",
            start: "06:00",
            end: "14:00",
            breaks: [{ name: "Break", start: "10:00", end: "10:30" }],
          },
          { code: "LATE", name: "Late", start: "14:00", end: "22:00" },
          { code: "NIGHT", name: "Night", start: "22:00", end: "06:00" },
        ],
        cycle: {
          type: "weekly",
          ...Object.fromEntries(
            ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"].map(
              (day) => [day, ["EARLY", "LATE", "NIGHT"]],
            ),
          ),
        },
      },
    },
  ],
  products: [
    { code: "P-1", name: "Product one" },
    { code: "P-2", name: "Product two" },
  ],
  reasons: [
    { code: "JAM", name: "Jam", category: "breakdown" },
    { code: "CLEAN", name: "Cleaning", category: "planned" },
  ],
  machines: [
    {
      code: "FILL-1",
      name: "Filler 1",
      kind: "filling",
      connection: "LINE",
      shiftPattern: "THREE",
      tags: [
        { code: "fill-1.running", address: "running", class: "state" },
        { code: "fill-1.count", address: "count", class: "counter" },
        { code: "fill-1.product", address: "product", class: "text" },
      ],
      signals: {
        state: { type: "running_bit", running: "fill-1.running", debounceMs: 0 },
        counts: { total: { tag: "fill-1.count" } },
        product: { tag: "fill-1.product" },
      },
      idealCycles: [
        { product: "P-1", cycleSeconds: 2, validFrom: "2026-01-01T00:00:00Z" },
        { product: "P-2", cycleSeconds: 4, validFrom: "2026-01-01T00:00:00Z" },
      ],
    },
  ],
});

/** A plant in a folder of its own, as `unison-engine --config` would have made it. */
export interface BuiltPlant {
  readonly folder: string;
  readonly database: PlantDatabase;
  readonly identity: TestIdentity;
  machine(code: string): MachineId;
  connection(code: string): ConnectionId;
  product(code: string): ProductId;
  tag(code: string): TagId;
  close(): void;
}

/** Builds a plant in a temporary folder. The calendar begins a day before the clock. */
export async function buildPlant(
  config = oneFiller,
  identity = testIdentity(),
): Promise<BuiltPlant> {
  const folder = mkdtempSync(join(tmpdir(), "unison-plant-"));
  const database = await openDatabase(folder, identity.now());
  await configurePlant(database, identity, config);
  const idIn = <Name extends string>(table: string, code: string): Id<Name> =>
    database.raw
      .prepare<[string], Id<Name>>(`select id from ${table} where code = ?`)
      .pluck()
      .get(code) as Id<Name>;
  return {
    folder,
    database,
    identity,
    machine: (code) => idIn("machine", code),
    connection: (code) => idIn("connection", code),
    product: (code) => idIn("product", code),
    tag: (code) => idIn("tag", code),
    close() {
      if (database.raw.open) database.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Applies a configuration to open stores. */
export async function configurePlant(
  database: PlantDatabase,
  identity: Identity,
  config: PlantConfig,
): Promise<void> {
  const command = { actor: engineActor("test"), operation: "test.configure", commandId: null };
  const calendarSince = identity.now() - hours(24);
  await write(database, identity, command, (writer) =>
    applyConfig(writer, identity, config, calendarSince),
  );
}
