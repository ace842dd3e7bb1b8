import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { safe } from "@orpc/client";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { MachineId, ReasonId } from "#shared/kernel/id.ts";
import type { PreviewChange, PreviewStep } from "#shared/rules/preview-change.ts";
import type { RuleCondition } from "#shared/rules/rule-condition.ts";
import { engineActor } from "../../database/actor.ts";
import { write } from "../../database/write.ts";
import { BatchCommitter } from "../../pipeline/commit-batch.ts";
import { PlantLookup } from "../../pipeline/plant-lookup.ts";
import { replay } from "../../pipeline/replay.ts";
import { factsOf, piecesIn, productFrom, stateAt } from "../../testing/batches.ts";
import { EngineProcess } from "../../testing/engine-process.ts";
import { lineConfig } from "../../testing/line-plant.ts";
import {
  buildPlant,
  hours,
  minutes,
  mondayMorning,
  type BuiltPlant,
} from "../../testing/plant-builder.ts";
import { machineReport } from "../oee/reports.ts";
import { health } from "./health.ts";
import { previewRules } from "./preview-rules.ts";
import { RuleDue } from "./rule-due.ts";
import { RuleFiler } from "./rule-filer.ts";
import { suggest } from "./suggest.ts";

const at = (minute: number): number => mondayMorning + minutes(minute);

describe("rules on the facts of a plant", () => {
  let plant: BuiltPlant;
  let filler: MachineId;
  let committer: BatchCommitter;
  let due: RuleDue;
  let filer: RuleFiler;

  const reasonId = (code: string) =>
    plant.database.raw
      .prepare<[string], ReasonId>("select id from reason where code = ?")
      .pluck()
      .get(code) as ReasonId;

  const capture = (
    upTo: number,
    ...facts: readonly Parameters<typeof factsOf>[1][number][]
  ): void => {
    plant.identity.set(upTo);
    committer.commit(factsOf(filler, facts, upTo));
  };

  beforeEach(async () => {
    plant = await buildPlant();
    filler = plant.machine("FILL-1");
    committer = new BatchCommitter(
      plant.database,
      plant.identity,
      new PlantLookup(plant.database.raw),
    );
    due = new RuleDue(plant.database.raw);
    due.readEvents();
    filer = new RuleFiler({
      database: plant.database,
      identity: plant.identity,
      due,
      facts: {
        mark: (machineId, span) => committer.stale.mark(machineId, span),
        forget: () => committer.forget(),
        changed: () => {},
      },
      suggest: async (machineId, stop) =>
        (await suggest(plant.database.reader, { machineId, at: stop })).suggestions,
    });
  });
  afterEach(() => plant.close());

  const fileAll = async (): Promise<number> => {
    await filer.lookAround(true);
    let changed = 0;
    for (let done = await filer.fileNext(); done !== null; done = await filer.fileNext())
      changed += done;
    return changed;
  };

  let ranks = 0;
  async function rule(
    name: string,
    all: RuleCondition["all"],
    reason: string,
    validFrom = 0,
  ): Promise<void> {
    const command = { actor: engineActor("test"), operation: "test.rule", commandId: null };
    await write(plant.database, plant.identity, command, async (writer) => {
      await writer.insert("reason_rule", {
        id: plant.identity.newId<"reason-rule">(),
        name,
        rank: ++ranks,
        condition: JSON.stringify({ machineIds: null, all, everyStop: all.length === 0 }),
        reason_id: reasonId(reason),
        valid_from: validFrom,
        is_active: 1,
        created_at: plant.identity.now(),
      });
      due.mark(filler, { start: Math.max(validFrom, at(0)), end: plant.identity.now() });
    });
  }

  const classes = () =>
    plant.database.raw
      .prepare<[], { from: number; to: number | null; reason: string; name: string; held: 0 | 1 }>(
        `select (c.starts_at - ${mondayMorning}) / 60000.0 as "from", (c.ends_at - ${mondayMorning}) / 60000.0 as "to",
           r.code as reason, c.actor_name as name, c.superseded_at is null as held
         from stop_class c left join reason r on r.id = c.reason_id order by c.starts_at, c.id`,
      )
      .all();
  const heldClasses = () =>
    classes()
      .filter(({ held }) => held === 1)
      .map(({ from, to, reason, name }) => [from, to, reason, name]);

  /** An hour: 20 min running, jam for 10, running, cleaning for 5, running. */
  function captureHour(): void {
    capture(
      at(60),
      productFrom(at(0), "P-1"),
      stateAt(at(0), "running"),
      piecesIn(at(0), at(20), 500),
      stateAt(at(20), "stopped", { cause: "Label jam" }),
      stateAt(at(30), "running"),
      piecesIn(at(30), at(40), 250),
      stateAt(at(40), "stopped", { cause: "CIP" }),
      stateAt(at(45), "running"),
    );
  }

  const jam: RuleCondition["all"] = [{ type: "cause", how: "contains", text: "jam" }];
  const cleaning: RuleCondition["all"] = [{ type: "cause", how: "equals", text: "cip" }];

  test("file their reasons once, mark the figures, and give the same rows after a replay", async () => {
    await rule("Jams", jam, "JAM");
    await rule("Cleaning", cleaning, "CLEAN");
    captureHour();
    expect(await fileAll()).toBe(2);
    expect(heldClasses()).toEqual([
      [20, 30, "JAM", "Jams"],
      [40, 45, "CLEAN", "Cleaning"],
    ]);
    expect(committer.stale.of(filler)).not.toBeNull();

    const before = classes();
    expect(await fileAll()).toBe(0);
    await replay(plant.database, plant.identity, { machineIds: [], from: at(0), to: at(60) });
    due.mark(filler, { start: at(0), end: at(60) });
    expect(await fileAll()).toBe(0);
    expect(classes()).toEqual(before);
  });

  test("that were cut off by a crash are asked again at the next start", async () => {
    await rule("Jams", jam, "JAM");
    captureHour();
    await filer.lookAround(false);
    // Nothing of what was found is in memory any more.
    const again = new RuleFiler({
      database: plant.database,
      identity: plant.identity,
      due: new RuleDue(plant.database.raw),
      facts: { mark: () => {}, forget: () => {}, changed: () => {} },
      suggest: async () => [],
    });
    while ((await again.fileNext()) !== null);
    expect(heldClasses()).toEqual([[20, 30, "JAM", "Jams"]]);
  });

  test("wait for the minimum of a duration while a stop stands, and follow facts that come late", async () => {
    await rule("Long stops", [{ type: "duration", atLeastMs: minutes(10) }], "JAM");
    capture(at(25), stateAt(at(0), "running"), stateAt(at(20), "stopped"));
    expect(await fileAll()).toBe(0);
    capture(at(31));
    expect(await fileAll()).toBe(1);
    expect(heldClasses()).toEqual([[20, null, "JAM", "Long stops"]]);
    capture(at(40), stateAt(at(35), "running"));
    await fileAll();
    expect(heldClasses()).toEqual([[20, null, "JAM", "Long stops"]]);
    // Read back later: it ran in between.
    capture(
      at(45),
      stateAt(at(24), "running", { provenance: "back_read" }),
      stateAt(at(26), "stopped", { provenance: "back_read" }),
    );
    await fileAll();
    expect(heldClasses()).toEqual([]);
  });

  test("say nothing of a stop of which a person said something", async () => {
    captureHour();
    await rule("Jams", jam, "JAM");
    const command = { actor: engineActor("test"), operation: "test.class", commandId: null };
    await write(plant.database, plant.identity, command, (writer) =>
      writer.putFact("stop_class", {
        id: plant.identity.newId<"stop-class">(),
        machine_id: filler,
        starts_at: at(20),
        ends_at: at(30),
        reason_id: reasonId("CLEAN"),
        origin: "person",
        rule_id: null,
        note: "",
        actor_id: null,
        actor_name: "Anna",
        recorded_at: at(60),
        superseded_at: null,
        superseded_by: null,
        edit_id: null,
      }),
    );
    expect(await fileAll()).toBe(0);
    expect(heldClasses()).toEqual([[20, 30, "CLEAN", "Anna"]]);

    // It teaches: the same words on the same machine.
    capture(at(80), stateAt(at(70), "stopped", { cause: "Label jam" }), stateAt(at(75), "running"));
    const { suggestions, learnedFrom } = await suggest(plant.database.reader, {
      machineId: filler,
      at: at(70),
    });
    expect(learnedFrom).toBe(1);
    expect(suggestions[0]).toMatchObject({
      reason: { code: "CLEAN" },
      evidence: [
        { feature: "signature", value: "Label jam", hits: 1, of: 1 },
        { feature: "product", value: "P-1", hits: 1, of: 1 },
      ],
    });
  });

  test("are tried on the past without a trace, and then do exactly what was shown", async () => {
    captureHour();
    const range = { from: at(0), to: at(60) };
    const before = await machineReport(plant.database.reader, { machineId: filler, range }, at(60));
    const change: PreviewChange = {
      kind: "rules",
      rules: [
        {
          id: null,
          name: "Cleaning",
          condition: { machineIds: null, all: cleaning, everyStop: false },
          reasonId: reasonId("CLEAN"),
          isActive: true,
        },
      ],
    };
    const shares: number[] = [];
    const shown = await previewRules(plant.database.reader, { change, weeks: 1 }, at(60), (share) =>
      shares.push(share),
    );
    expect(shares).toEqual([0]);
    expect(classes()).toEqual([]);
    expect(shown).toMatchObject({
      classMoves: [{ from: "adet_down", to: "planned_down", ms: minutes(5) }],
      reasonMoves: [{ from: null, to: { code: "CLEAN" }, ms: minutes(5), stops: 1 }],
      stops: [
        { machineCode: "FILL-1", start: at(40), end: at(45), after: { ruleName: "Cleaning" } },
      ],
      stopCount: 1,
      stopsLookedAt: 2,
    });
    expect(shown.machines[0]!.before.oee).toEqual(before.figures.oee);

    await rule("Cleaning", cleaning, "CLEAN");
    await fileAll();
    const after = await machineReport(plant.database.reader, { machineId: filler, range }, at(60));
    expect(after.figures.oee).toEqual(shown.machines[0]!.after.oee);
    expect(after.figures.availability).toEqual(shown.machines[0]!.after.availability);
  });

  test("leave other changes of the set-up to be tried, too: a limit, a run, a cycle, a calendar", async () => {
    captureHour();
    const tryOut = (change: PreviewChange) =>
      previewRules(plant.database.reader, { change, weeks: 1 }, at(60), () => {});
    const moved = async (change: PreviewChange) =>
      (await tryOut(change)).classMoves.map(({ from, to, ms }) => [from, to, ms / minutes(1)]);

    expect(await moved({ kind: "plant_limits", minorStopMs: minutes(6) })).toEqual([
      ["adet_down", "adet_minor", 5],
    ]);
    expect(await moved({ kind: "machine_setup", machineIds: [filler], minorStopMs: 0 })).toEqual(
      [],
    );
    // Both stops are one of 15 minutes once a run of 10 does not part them: neither is minor under 12.
    plant.database.raw.exec(`update machine set minor_stop_ms = ${minutes(12)}`);
    expect(
      await moved({ kind: "plant_limits", minorStopMs: 0, minimumRunMs: minutes(11) }),
    ).toEqual([["adet_minor", "adet_down", 15]]);

    const cycle = await tryOut({
      kind: "ideal_cycle",
      productId: plant.product("P-1"),
      machineId: filler,
      cycleUs: 1_000_000,
      cavities: 1,
    });
    const [{ before, after }] = cycle.machines as [(typeof cycle.machines)[number]];
    expect(after.oee.value).toBeCloseTo(before.oee.value! / 2);
    expect(after.availability).toEqual(before.availability);

    const [row] = plant.database.raw
      .prepare<[], { id: string; definition: string }>("select id, definition from shift_pattern")
      .all();
    const pattern = JSON.parse(row!.definition);
    pattern.shifts[0].breaks = [{ name: "Break", start: "06:40", end: "06:45" }];
    expect(await moved({ kind: "shift_pattern", patternId: row!.id as never, pattern })).toEqual([
      ["adet_minor", "planned_down", 5],
    ]);
    const roundTheClock = await tryOut({
      kind: "machine_setup",
      machineIds: [filler],
      patternId: null,
    });
    expect(roundTheClock.plant.after.oee).toEqual(roundTheClock.plant.before.oee);
  });

  test("show in the health of the codes: what is unsaid, who said it, what nobody uses", async () => {
    captureHour();
    await rule("Jams", jam, "JAM");
    await fileAll();
    const range = { from: at(0), to: at(60) };
    const report = await health(plant.database.reader, { range }, at(60));
    expect(report).toMatchObject({
      total: { stops: 2, ms: minutes(15), unclassifiedStops: 1, unclassifiedMs: minutes(5) },
      origins: { person: 0, rule: 1, machine: 0 },
      machines: [{ label: "FILL-1", stops: 2 }],
      shifts: [{ key: "EARLY", stops: 2 }],
      unused: [{ reason: { code: "CLEAN" }, lastUsedAt: null }],
      mixed: [],
    });
    const later = await health(plant.database.reader, { range }, at(60) + hours(91 * 24));
    expect(later.unused.map(({ reason }) => reason.code)).toEqual(["CLEAN", "JAM"]);
  });

  test("a suggestion files nothing by itself unless the plant says from which confidence on", async () => {
    captureHour();
    const sure = { reason: { id: reasonId("JAM") }, confidence: 0.97, evidence: [] };
    const sureOfIt = new RuleFiler({
      database: plant.database,
      identity: plant.identity,
      due,
      facts: { mark: () => {}, forget: () => {}, changed: () => {} },
      suggest: async () => [sure as never],
    });
    const fileSure = async () => {
      due.mark(filler, { start: at(0), end: at(60) });
      while ((await sureOfIt.fileNext()) !== null);
      return heldClasses();
    };
    const policy = (autoFileAbove: number | null) =>
      plant.database.raw
        .prepare("update plant set suggestions = ?")
        .run(JSON.stringify({ autoFileAbove }));
    expect(await fileSure()).toEqual([]);
    policy(0.98);
    expect(await fileSure()).toEqual([]);
    policy(0.95);
    expect(await fileSure()).toEqual([
      [20, 30, "JAM", "Suggestion"],
      [40, 45, "JAM", "Suggestion"],
    ]);
    expect(await fileSure()).toHaveLength(2);
  });
});

test("rules are kept, ordered and tried by whoever may; others read them", async () => {
  const folder = mkdtempSync(join(tmpdir(), "unison-rules-"));
  const config = lineConfig(folder, { driver: "simulated", seed: 1, cycleMs: 200 });
  await using engine = await EngineProcess.serve(join(folder, "data"), ["--config", config]);
  const client = await engine.administrator();
  const viewer = await engine.colleague(client, "viewer");
  const planner = await engine.colleague(client, "planner");
  const reason = await client.stops.createReason({
    code: "JAM",
    name: "Jam",
    category: "breakdown",
  });
  const condition = {
    machineIds: null,
    all: [{ type: "cause" as const, how: "contains" as const, text: "jam" }],
  };
  const wish = { name: "Jams", condition, reasonId: reason.id };

  const first = await client.rules.create(wish);
  const second = await client.rules.create({ ...wish, name: "More jams" });
  expect([first.rank, second.rank]).toEqual([1, 2]);
  const nameless = await safe(
    client.rules.create({
      ...wish,
      condition: { all: [{ type: "tag", tag: "no.such", is: "above", value: 1 }] },
    }),
  );
  expect(nameless.error).toMatchObject({
    code: "INVALID",
    data: { issues: [{ path: "condition.all.0.tag", message: "must be a tag of this plant" }] },
  });

  const { rows } = await client.rules.reorder({ ids: [second.id, first.id] });
  expect(rows.map(({ name }) => name)).toEqual(["More jams", "Jams"]);
  const partly = await safe(client.rules.reorder({ ids: [first.id] }));
  expect(partly.error).toMatchObject({ code: "INVALID" });
  const off = await client.rules.update({
    id: first.id,
    basedOn: rows[1]!.version,
    isActive: false,
  });
  expect(off).toMatchObject({ isActive: false, validFrom: first.validFrom });
  const stale = await safe(client.rules.update({ id: first.id, basedOn: 1, name: "Mine" }));
  expect(stale.error).toMatchObject({ code: "STALE" });

  const list = await viewer.rules.list();
  expect(list.rows).toHaveLength(2);
  const kept = await client.rules.setPolicy({
    basedOn: list.plantVersion,
    policy: { autoFileAbove: 0.95 },
  });
  expect(kept.policy).toEqual({ autoFileAbove: 0.95 });

  const change: PreviewChange = { kind: "rules", rules: [] };
  const steps: PreviewStep[] = [];
  for await (const step of await client.rules.watchPreview({ change, weeks: 1 })) steps.push(step);
  expect(steps.at(-1)).toMatchObject({ share: 1, result: { stopCount: 0 } });
  // Leaving ends it, and the next one may begin.
  for await (const step of await client.rules.watchPreview({ change, weeks: 1 })) {
    expect(step.share).toBeLessThanOrEqual(1);
    break;
  }
  const limit: PreviewChange = {
    kind: "machine_setup",
    machineIds: [(await client.machines.list()).rows[0]!.id as MachineId],
    minorStopMs: 1,
  };
  const tried = await safe(
    (async () => {
      for await (const _ of await planner.rules.watchPreview({ change: limit, weeks: 1 }));
    })(),
  );
  expect(tried.error).toMatchObject({ code: "FORBIDDEN", data: { permission: "machine:update" } });

  const { rows: machines } = await viewer.machines.list();
  const asked = await viewer.rules.suggest({
    machineId: machines[0]!.id as MachineId,
    at: Date.now(),
  });
  expect(asked.suggestions).toEqual([]);
  const range = { from: Date.now() - hours(1), to: Date.now() };
  expect((await viewer.rules.health({ range })).machines.length).toBeLessThanOrEqual(1);

  const may = { code: "FORBIDDEN", data: { permission: "reason:update" } };
  expect((await safe(viewer.rules.create(wish))).error).toMatchObject(may);
  expect((await safe(viewer.rules.update({ id: first.id, basedOn: 1 }))).error).toMatchObject(may);
  expect((await safe(viewer.rules.reorder({ ids: [first.id] }))).error).toMatchObject(may);
  expect((await safe(viewer.rules.setPolicy({ basedOn: 1, policy: {} }))).error).toMatchObject(may);
  rmSync(folder, { recursive: true, force: true });
});
