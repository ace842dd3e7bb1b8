import { plantConfig, type PlantConfigDocument } from "#shared/plant/plant-config.ts";
import type { Reader } from "../../database/reader.ts";
import { machinesOf } from "../stops/reason.store.ts";
import { plantFactsOf, thePlant } from "./plant.store.ts";

const orUndefined = <Value>(value: Value | null): Value | undefined => value ?? undefined;

function byId<Row extends { id: string }>(rows: readonly Row[]): Map<string, Row> {
  return new Map(rows.map((row) => [row.id, row]));
}

/** The plant as a configuration that gives the same plant when it is applied elsewhere. No users, no history, no secrets. */
export async function exportConfig(reader: Reader): Promise<PlantConfigDocument> {
  const { name, zone, language, policy } = plantFactsOf(await thePlant(reader));
  const connections = await reader.selectFrom("connection").selectAll().orderBy("code").execute();
  const patterns = await reader.selectFrom("shift_pattern").selectAll().orderBy("code").execute();
  const products = await reader.selectFrom("product").selectAll().orderBy("code").execute();
  const reasons = await reader.selectFrom("reason").selectAll().orderBy("code").execute();
  const machines = await reader.selectFrom("machine").selectAll().orderBy("code").execute();
  const tags = await reader.selectFrom("tag").selectAll().orderBy("code").execute();
  const cycles = await reader.selectFrom("ideal_cycle").selectAll().orderBy("valid_from").execute();

  const connectionById = byId(connections);
  const patternById = byId(patterns);
  const productById = byId(products);
  const reasonById = byId(reasons);
  const machineById = new Map<string, (typeof machines)[number]>(
    machines.map((row) => [row.id, row]),
  );
  const document: PlantConfigDocument = {
    version: 1,
    plant: { name, zone, language, policy },
    connections: connections.map((row) => ({
      code: row.code,
      name: row.name,
      enabled: row.is_enabled === 1,
      settings: JSON.parse(row.settings),
    })),
    shiftPatterns: patterns.map((row) => ({ code: row.code, pattern: JSON.parse(row.definition) })),
    products: products.map((row) => ({ code: row.code, name: row.name })),
    reasons: reasons.map((row) => ({
      code: row.code,
      name: row.name,
      category: row.category,
      parent: row.parent_id === null ? undefined : reasonById.get(row.parent_id)?.code,
      other: row.is_other === 1 ? true : undefined,
      colour: orUndefined(row.colour),
      names: row.names === null ? undefined : JSON.parse(row.names),
      machines: machinesOf(row)
        ?.flatMap((id) => machineById.get(id)?.code ?? [])
        .toSorted(),
      active: row.is_active === 1 ? undefined : false,
    })),
    machines: machines.map((row) => ({
      code: row.code,
      name: row.name,
      kind: row.kind,
      description: row.description,
      connection:
        row.connection_id === null ? undefined : connectionById.get(row.connection_id)?.code,
      shiftPattern:
        row.shift_pattern_id === null ? undefined : patternById.get(row.shift_pattern_id)?.code,
      minorStopSeconds:
        row.minor_stop_ms === null ? undefined : Math.round(row.minor_stop_ms / 1_000),
      minimumRunSeconds:
        row.minimum_run_ms === null ? undefined : Math.round(row.minimum_run_ms / 1_000),
      tags: tags
        .filter((tag) => tag.machine_id === row.id)
        .map((tag) => ({
          code: tag.code,
          name: tag.name,
          address: tag.address,
          class: tag.class,
          unit: orUndefined(tag.unit),
          deadband: orUndefined(tag.deadband),
          deadbandKind: tag.deadband_kind === "absolute" ? undefined : tag.deadband_kind,
          span: orUndefined(tag.span),
          samplingMs: orUndefined(tag.sampling_ms),
        })),
      signals: JSON.parse(row.signals),
      idealCycles: cycles
        .filter((cycle) => cycle.machine_id === row.id)
        .map((cycle) => ({
          product: productById.get(cycle.product_id)!.code,
          cycleSeconds: cycle.cycle_us / 1e6,
          cavities: cycle.cavities,
          validFrom: new Date(cycle.valid_from).toISOString(),
        })),
    })),
  };
  // What is exported must apply again; a row this file's schema refuses is a bug that must not leave quietly.
  plantConfig.parse(document);
  return document;
}
