import { readFileSync } from "node:fs";
import { z } from "zod";
import { instant } from "#shared/kernel/instant.ts";
import type { MachineId, ReasonId } from "#shared/kernel/id.ts";
import type { Actor } from "../../database/actor.ts";
import type { PlantDatabase } from "../../database/open-database.ts";
import { write } from "../../database/write.ts";
import type { Writer } from "../../database/writer.ts";
import type { Identity } from "../../identity.ts";
import { RuleDue } from "../rules/rule-due.ts";
import { sayOfPast } from "../stops/say-of-past.ts";

/** What people said of a demo's past, by codes of its configuration. */
export const demoPeople = z.object({
  stops: z.array(
    z.object({
      machine: z.string(),
      start: instant,
      end: instant,
      reason: z.string(),
      by: z.string(),
      at: instant,
    }),
  ),
  calls: z.array(
    z.object({
      machine: z.string(),
      kind: z.enum(["material", "maintenance", "quality", "help"]),
      note: z.string(),
      openedBy: z.string(),
      openedAt: instant,
      answeredBy: z.string(),
      acknowledgedAt: instant,
      closedAt: instant,
      resolution: z.string(),
    }),
  ),
  rules: z.array(
    z.object({
      name: z.string(),
      machine: z.string(),
      atMostMs: z.int(),
      reason: z.string(),
      validFrom: instant,
    }),
  ),
});
export type DemoPeople = z.infer<typeof demoPeople>;

/** So many stops are told in one transaction. */
const stopsAtOnce = 100;

/** @throws ZodError or SyntaxError where the file is no such file */
export const readDemoPeople = (file: string): DemoPeople =>
  demoPeople.parse(JSON.parse(readFileSync(file, "utf8")));

interface Codes {
  readonly machines: ReadonlyMap<string, MachineId>;
  readonly reasons: ReadonlyMap<string, ReasonId>;
}

async function codesOf({ reader }: PlantDatabase): Promise<Codes> {
  const machines = await reader.selectFrom("machine").select(["code", "id"]).execute();
  const reasons = await reader.selectFrom("reason").select(["code", "id"]).execute();
  return {
    machines: new Map(machines.map(({ code, id }) => [code, id])),
    reasons: new Map(reasons.map(({ code, id }) => [code, id])),
  };
}

function known<Found>(codes: ReadonlyMap<string, Found>, code: string): Found {
  const found = codes.get(code);
  if (found === undefined) throw new Error(`the demo's people speak of ${code}, which is unknown`);
  return found;
}

const atTime = (identity: Identity, at: number): Identity => ({
  now: () => at,
  newId: identity.newId,
});

async function tellCalls(
  writer: Writer,
  identity: Identity,
  { calls }: DemoPeople,
  { machines }: Codes,
): Promise<void> {
  for (const call of calls)
    await writer.insert("andon_call", {
      id: identity.newId<"andon-call">(),
      machine_id: known(machines, call.machine),
      kind: call.kind,
      status: "resolved",
      note: call.note,
      opened_at: call.openedAt,
      opened_by: call.openedBy,
      opened_by_id: null,
      acknowledged_at: call.acknowledgedAt,
      acknowledged_by: call.answeredBy,
      closed_at: call.closedAt,
      closed_by: call.answeredBy,
      resolution: call.resolution,
      created_at: call.openedAt,
    });
}

/** Rules are asked about the past they hold for when the house is kept, like any new rule. */
async function tellRules(
  writer: Writer,
  database: PlantDatabase,
  identity: Identity,
  { rules }: DemoPeople,
  { machines, reasons }: Codes,
): Promise<void> {
  const due = new RuleDue(database.raw);
  for (const [i, rule] of rules.entries()) {
    const machineId = known(machines, rule.machine);
    await writer.insert("reason_rule", {
      id: identity.newId<"reason-rule">(),
      name: rule.name,
      rank: i + 1,
      condition: JSON.stringify({
        machineIds: [machineId],
        all: [{ type: "duration", atMostMs: rule.atMostMs }],
        everyStop: false,
      }),
      reason_id: known(reasons, rule.reason),
      valid_from: rule.validFrom,
      is_active: 1,
      created_at: rule.validFrom,
    });
    due.mark(machineId, { start: rule.validFrom, end: identity.now() });
  }
}

/**
 * Writes what people said of the demo's past as if they had said it then: reasons of stops, answered calls, rules. For a
 * freshly loaded demo of which nothing was said yet; its figures are to be computed after it.
 */
export async function tellDemoPeople(
  database: PlantDatabase,
  identity: Identity,
  people: DemoPeople,
): Promise<void> {
  const codes = await codesOf(database);
  const byPerson = Map.groupBy(people.stops, ({ by }) => by);
  for (const [name, stops] of byPerson) {
    const actor: Actor = { userId: null, name, station: "demo" };
    for (let from = 0; from < stops.length; from += stopsAtOnce) {
      const some = stops.slice(from, from + stopsAtOnce);
      const command = { actor, operation: "stops.classify", commandId: null };
      await write(database, atTime(identity, some.at(-1)!.at), command, async (writer) => {
        for (const told of some)
          await sayOfPast(writer, atTime(identity, told.at), {
            machineId: known(codes.machines, told.machine),
            reasonId: known(codes.reasons, told.reason),
            start: told.start,
            end: told.end,
            by: told.by,
          });
      });
    }
  }
  const actor: Actor = { userId: null, name: "Demo", station: "demo" };
  const command = { actor, operation: "plant.loadDemo", commandId: null };
  await write(database, identity, command, async (writer) => {
    await tellCalls(writer, identity, people, codes);
    await tellRules(writer, database, identity, people, codes);
  });
}
