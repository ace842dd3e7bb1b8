import { between, mostlyShort, seededRandom, type Random } from "#build/demo/random.ts";
import { engineActor } from "#desktop/engine/database/actor.ts";
import type { PlantDatabase } from "#desktop/engine/database/open-database.ts";
import { write } from "#desktop/engine/database/write.ts";
import type { Identity } from "#desktop/engine/identity.ts";
import { applyConfig } from "#desktop/engine/modules/plant/apply-config.ts";
import { hourMs, minuteMs } from "#shared/kernel/instant.ts";
import type { MachineId, ProductId, ReasonId } from "#shared/kernel/id.ts";
import type { MachineState } from "#shared/machines/machine-state.ts";
import { plantConfig } from "#shared/plant/plant-config.ts";

const dayMs = 24 * hourMs;
const quarters = ["2025-01-01", "2025-04-01", "2025-07-01", "2025-10-01"] as const;
const productCodes = ["P-1", "P-2", "P-3", "P-4", "P-5"] as const;

/** 2025 in a plant on UTC: 525,600 minutes. */
export const year = { start: Date.UTC(2025, 0, 1), end: Date.UTC(2026, 0, 1) };

const shift = (code: string, start: string, end: string, pause: readonly [string, string]) => ({
  code,
  name: code,
  start,
  end,
  breaks: [{ name: "Break", start: pause[0], end: pause[1] }],
});
const everyDay = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/** One press, three shifts on all days, five products whose ideal cycle is set anew every quarter. */
const config = plantConfig.parse({
  version: 1,
  plant: { name: "Machine year", zone: "UTC" },
  shiftPatterns: [
    {
      code: "THREE",
      pattern: {
        name: "Three shifts",
        shifts: [
          shift("EARLY", "06:00", "14:00", ["10:00", "10:30"]),
          shift("LATE", "14:00", "22:00", ["18:00", "18:30"]),
          shift("NIGHT", "22:00", "06:00", ["02:00", "02:30"]),
        ],
        cycle: {
          type: "weekly",
          ...Object.fromEntries(everyDay.map((day) => [day, ["EARLY", "LATE", "NIGHT"]])),
        },
      },
    },
  ],
  products: productCodes.map((code) => ({ code, name: code })),
  reasons: [
    { code: "JAM", name: "Jam", category: "breakdown" },
    { code: "CLEAN", name: "Cleaning", category: "planned" },
  ],
  machines: [
    {
      code: "PRESS",
      name: "Press",
      kind: "press",
      shiftPattern: "THREE",
      idealCycles: productCodes.flatMap((product, index) =>
        quarters.map((from, quarter) => ({
          product,
          cycleSeconds: 2 + index / 4 - quarter / 20,
          validFrom: `${from}T00:00:00Z`,
        })),
      ),
    },
  ],
});

export interface MachineYear {
  readonly machineId: MachineId;
  readonly shifts: readonly { readonly starts_at: number; readonly ends_at: number }[];
  readonly intervals: number;
  readonly countMinutes: number;
}

/** Writes a year of one machine straight into the tables; the same rows for the same seed. */
export async function writeMachineYear(
  database: PlantDatabase,
  identity: Identity,
  seed: number,
): Promise<MachineYear> {
  const command = { actor: engineActor("bench"), operation: "bench.year", commandId: null };
  await write(database, identity, command, (writer) =>
    applyConfig(writer, identity, config, year.start),
  );
  const { raw } = database;
  const idOf = <Found extends string>(table: string, code: string): Found =>
    raw.prepare(`select id from ${table} where code = ?`).pluck().get(code) as Found;
  const machineId = idOf<MachineId>("machine", "PRESS");
  const products = productCodes.map((code) => idOf<ProductId>("product", code));
  const reason = idOf<ReasonId>("reason", "JAM");
  let intervals = 0;
  let countMinutes = 0;
  raw.transaction(() => {
    intervals = writeIntervals(
      database,
      identity,
      machineId,
      reason,
      seededRandom(seed, "intervals"),
    );
    const productAt = writeRuns(database, identity, machineId, products);
    countMinutes = writeCounts(
      database,
      identity,
      machineId,
      productAt,
      seededRandom(seed, "counts"),
    );
    raw.prepare("insert into heartbeat (id, at) values (1, ?)").run(year.end);
  })();
  const shifts = raw
    .prepare<[number, number], MachineYear["shifts"][number]>(
      `select starts_at, ends_at from shift_instance where starts_at >= ? and ends_at <= ? order by starts_at`,
    )
    .all(year.start, year.end);
  return { machineId, shifts, intervals, countMinutes };
}

/** Why it does not run, the first ones more often. */
const standstills: readonly MachineState[] = [
  "stopped",
  "stopped",
  "stopped",
  "down",
  "external",
  "setup",
  "unknown",
];

function writeIntervals(
  { raw }: PlantDatabase,
  identity: Identity,
  machineId: MachineId,
  reason: ReasonId,
  random: Random,
): number {
  const insert = raw.prepare<[string, string, number, number, MachineState, string | null]>(
    `insert into machine_interval (id, machine_id, starts_at, ends_at, state, cause, reason_id, provenance)
     values (?, ?, ?, ?, ?, null, ?, 'measured')`,
  );
  let written = 0;
  for (let at = year.start, runs = true; at < year.end; runs = !runs, written++) {
    const minutes = runs ? between(random, [5, 80]) : mostlyShort(random, [0.2, 30]);
    const end = Math.min(year.end, at + Math.round(minutes * minuteMs));
    const state = runs ? "running" : standstills[Math.floor(random() * standstills.length)]!;
    insert.run(identity.newId(), machineId, at, end, state, state === "down" ? reason : null);
    at = end;
  }
  return written;
}

/** A run a day, each of the next product; returns which product is on the machine at an instant. */
function writeRuns(
  { raw }: PlantDatabase,
  identity: Identity,
  machineId: MachineId,
  products: readonly ProductId[],
): (at: number) => ProductId {
  const insert = raw.prepare<[string, string, string, string, number, number]>(
    `insert into machine_run (id, machine_id, product_id, order_no, starts_at, ends_at) values (?, ?, ?, ?, ?, ?)`,
  );
  const productAt = (at: number): ProductId =>
    products[Math.floor((at - year.start) / dayMs) % products.length]!;
  for (let at = year.start; at < year.end; at += dayMs) {
    insert.run(identity.newId(), machineId, productAt(at), `WO-${at / dayMs}`, at, at + dayMs);
  }
  return productAt;
}

function writeCounts(
  { raw }: PlantDatabase,
  identity: Identity,
  machineId: MachineId,
  productAt: (at: number) => ProductId,
  random: Random,
): number {
  const insert = raw.prepare<[string, string, number, string, number, number, number]>(
    `insert into machine_count (id, machine_id, minute, product_key, provenance, suspect, total, reject, recorded_at)
     values (?, ?, ?, ?, 'measured', '', ?, ?, ?)`,
  );
  let written = 0;
  for (let minute = year.start; minute < year.end; minute += minuteMs, written++) {
    const total = Math.floor(between(random, [10, 25]));
    const reject = random() < 0.2 ? 1 : 0;
    insert.run(
      identity.newId(),
      machineId,
      minute,
      productAt(minute),
      total,
      reject,
      minute + minuteMs,
    );
  }
  return written;
}
