import type {
  ConnectionId,
  MachineId,
  ProductId,
  ReasonId,
  ShiftPatternId,
} from "#shared/kernel/id.ts";
import type { ConfiguredMachine, PlantConfig } from "#shared/plant/plant-config.ts";
import type { Writer } from "../../database/writer.ts";
import type { Identity } from "../../identity.ts";
import { storedMachines } from "../stops/reason.store.ts";
import { planInZone, planShifts } from "../shifts/calendar.ts";
import { findPlant } from "./plant.store.ts";
import { differs, putByCode, type Tally, type Wanted } from "./put-by-code.ts";

/** What the codes of a configuration stand for while it is applied. */
interface Named {
  readonly connections: Map<string, ConnectionId>;
  readonly patterns: Map<string, ShiftPatternId>;
  readonly products: Map<string, ProductId>;
  readonly reasons: Map<string, ReasonId>;
}

interface Applying {
  readonly writer: Writer;
  readonly identity: Identity;
  readonly tally: Tally;
  readonly named: Named;
}

/**
 * Brings the plant to what a checked configuration says: creates what is missing, updates what differs, by code.
 * Nothing is deleted, because history hangs on it. New shift patterns plan from `calendarSince` on, changed ones from now.
 */
export async function applyConfig(
  writer: Writer,
  identity: Identity,
  config: PlantConfig,
  calendarSince: number,
): Promise<Tally> {
  const tally: Tally = { created: 0, updated: 0, unchanged: 0 };
  const named: Named = {
    connections: new Map(),
    patterns: new Map(),
    products: new Map(),
    reasons: new Map(),
  };
  const applying: Applying = { writer, identity, tally, named };
  const zoneBefore = (await findPlant(writer))?.zone ?? config.plant.zone;
  await applyPlant(applying, config);
  await applyShiftPatterns(applying, config, calendarSince);
  if (zoneBefore !== config.plant.zone) await planInZone(writer, identity, config.plant.zone);
  await applyConnections(applying, config);
  await applyProducts(applying, config);
  await applyReasons(applying, config);
  for (const machine of config.machines) await applyMachine(applying, machine);
  await applyReasonMachines(applying, config);
  return tally;
}

async function applyPlant({ writer, identity, tally }: Applying, { plant }: PlantConfig) {
  const wanted = {
    name: plant.name,
    zone: plant.zone,
    language: plant.language,
    policy: JSON.stringify(plant.policy),
  };
  const stored = await findPlant(writer);
  if (!stored) {
    tally.created += 1;
    await writer.insert("plant", {
      id: identity.newId<"plant">(),
      created_at: identity.now(),
      ...wanted,
    });
  } else if (differs(stored, wanted)) {
    tally.updated += 1;
    await writer.update("plant", stored.id, null, wanted);
  } else {
    tally.unchanged += 1;
  }
}

async function applyShiftPatterns(
  { writer, identity, tally, named }: Applying,
  config: PlantConfig,
  since: number,
) {
  for (const { code, pattern } of config.shiftPatterns) {
    const wanted = { code, name: pattern.name, definition: JSON.stringify(pattern) };
    const { row, outcome } = await putByCode(writer, identity, tally, "shift_pattern", wanted);
    named.patterns.set(code, row.id);
    if (outcome === "unchanged") continue;
    const from = outcome === "created" ? since : identity.now();
    await planShifts(writer, identity, row.id, pattern, { zone: config.plant.zone, since: from });
  }
}

async function applyConnections({ writer, identity, tally, named }: Applying, config: PlantConfig) {
  for (const { code, name, enabled, settings } of config.connections) {
    const wanted: Wanted<"connection"> = {
      code,
      name,
      settings: JSON.stringify(settings),
      is_enabled: enabled ? 1 : 0,
    };
    named.connections.set(
      code,
      (await putByCode(writer, identity, tally, "connection", wanted)).row.id,
    );
  }
}

async function applyProducts({ writer, identity, tally, named }: Applying, config: PlantConfig) {
  for (const { code, name } of config.products) {
    const { row } = await putByCode(writer, identity, tally, "product", {
      code,
      name,
      is_active: 1,
    });
    named.products.set(code, row.id);
  }
}

/** Parents before children, so that each row is written once; checkConfig has refused circles. */
async function applyReasons({ writer, identity, tally, named }: Applying, config: PlantConfig) {
  const waiting = [...config.reasons];
  while (waiting.length > 0) {
    const reason = waiting.shift()!;
    const parentId = reason.parent === undefined ? null : named.reasons.get(reason.parent);
    if (parentId === undefined) {
      waiting.push(reason);
      continue;
    }
    const { code, name, category } = reason;
    const wanted: Wanted<"reason"> = {
      code,
      name,
      category,
      parent_id: parentId,
      is_active: reason.active ? 1 : 0,
      is_other: reason.other ? 1 : 0,
      colour: reason.colour ?? null,
      names: reason.names === undefined ? null : JSON.stringify(reason.names),
    };
    named.reasons.set(code, (await putByCode(writer, identity, tally, "reason", wanted)).row.id);
  }
}

/** On which machines reasons are offered; after the machines, which may be new. The reasons were counted before. */
async function applyReasonMachines({ writer, named }: Applying, config: PlantConfig) {
  const machines = await writer.selectFrom("machine").select(["id", "code"]).execute();
  const idOf = new Map(machines.map(({ id, code }) => [code, id]));
  for (const { code, machines: codes } of config.reasons) {
    const id = named.reasons.get(code)!;
    const wanted = codes === undefined ? null : storedMachines(codes.map((one) => idOf.get(one)!));
    const stored = await writer
      .selectFrom("reason")
      .select("machine_ids")
      .where("id", "=", id)
      .executeTakeFirstOrThrow();
    if (stored.machine_ids !== wanted)
      await writer.update("reason", id, null, { machine_ids: wanted });
  }
}

async function applyMachine(applying: Applying, machine: ConfiguredMachine) {
  const { writer, identity, tally, named } = applying;
  const connectionId =
    machine.connection === undefined ? null : named.connections.get(machine.connection)!;
  const wanted: Wanted<"machine"> = {
    code: machine.code,
    name: machine.name,
    kind: machine.kind,
    description: machine.description,
    connection_id: connectionId,
    shift_pattern_id:
      machine.shiftPattern === undefined ? null : named.patterns.get(machine.shiftPattern)!,
    signals: JSON.stringify(machine.signals),
    minor_stop_ms: machine.minorStopSeconds === undefined ? null : machine.minorStopSeconds * 1_000,
    minimum_run_ms:
      machine.minimumRunSeconds === undefined ? null : machine.minimumRunSeconds * 1_000,
    is_active: 1,
  };
  const { row } = await putByCode(writer, identity, tally, "machine", wanted);
  for (const tag of machine.tags) {
    await putByCode(writer, identity, tally, "tag", {
      connection_id: connectionId!,
      machine_id: row.id,
      code: tag.code,
      name: tag.name ?? tag.code,
      address: tag.address,
      class: tag.class,
      unit: tag.unit ?? null,
      deadband: tag.deadband ?? null,
      deadband_kind: tag.deadbandKind,
      span: tag.span ?? null,
      sampling_ms: tag.samplingMs ?? null,
    });
  }
  for (const cycle of machine.idealCycles) await applyCycle(applying, row.id, cycle);
}

async function applyCycle(
  { writer, identity, tally, named }: Applying,
  machineId: MachineId,
  cycle: ConfiguredMachine["idealCycles"][number],
) {
  const key = {
    machine_id: machineId,
    product_id: named.products.get(cycle.product)!,
    valid_from: cycle.validFrom,
  };
  const wanted = { cycle_us: Math.round(cycle.cycleSeconds * 1e6), cavities: cycle.cavities };
  const stored = await writer
    .selectFrom("ideal_cycle")
    .selectAll()
    .where("machine_id", "=", key.machine_id)
    .where("product_id", "=", key.product_id)
    .where("valid_from", "=", key.valid_from)
    .executeTakeFirst();
  if (!stored) {
    tally.created += 1;
    const id = identity.newId<"ideal-cycle">();
    await writer.insert("ideal_cycle", { id, created_at: identity.now(), ...key, ...wanted });
  } else if (differs(stored, wanted)) {
    tally.updated += 1;
    await writer.update("ideal_cycle", stored.id, null, wanted);
  } else {
    tally.unchanged += 1;
  }
}
