import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { safe } from "@orpc/client";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { MachineId } from "#shared/kernel/id.ts";
import { oeeProof } from "#shared/oee/oee-proof.ts";
import { proofFile, proofFileText, type ProofFile } from "#shared/oee/proof-file.ts";
import { proofVerifyCommand } from "../../cli/proof-command.ts";
import { engineActor } from "../../database/actor.ts";
import { write } from "../../database/write.ts";
import type { Writer } from "../../database/writer.ts";
import { BatchCommitter } from "../../pipeline/commit-batch.ts";
import { PlantLookup } from "../../pipeline/plant-lookup.ts";
import { factsOf, piecesIn, productFrom, stateAt } from "../../testing/batches.ts";
import { EngineProcess, runEngine, type PlantClient } from "../../testing/engine-process.ts";
import {
  buildPlant,
  hours,
  minutes,
  mondayMorning,
  type BuiltPlant,
} from "../../testing/plant-builder.ts";
import { digestOf } from "../oee/make-proof-file.ts";

const at = (minute: number) => mondayMorning + minutes(minute);
const iso = (minute: number) => new Date(at(minute)).toISOString();
const shift = { from: at(0), to: at(480) };
const shiftWords = ["--machine", "FILL-1", "--from", iso(0), "--to", iso(480)];
const signedAt = at(490);

let plant: BuiltPlant;
let filler: MachineId;
let engine: EngineProcess;
let viewer: PlantClient;
let stranger: PlantClient;

const by = (name: string, decide: (writer: Writer) => Promise<unknown>) => {
  const actor = { ...engineActor("test"), name };
  const command = { actor, operation: "test.edit", commandId: null };
  return write(plant.database, plant.identity, command, async (writer) => {
    await decide(writer);
  });
};

const idOf = (sql: string) => plant.database.raw.prepare<[], string>(sql).pluck().get()!;

/** An early shift with a stop of an hour, signed ten minutes after its end; then people go on. */
async function liveAShift(): Promise<void> {
  const { database, identity } = plant;
  const lookup = new PlantLookup(database.raw);
  const committer = new BatchCommitter(database, identity, lookup);
  const commit = (minute: number, facts: Parameters<typeof factsOf>[1]) => {
    identity.set(at(minute));
    committer.commit(factsOf(filler, facts, at(minute)));
  };
  commit(200, [
    productFrom(at(0), "P-1"),
    stateAt(at(0), "running"),
    piecesIn(at(0), at(200), 6_000, { reject: 150 }),
  ]);
  commit(480, [
    stateAt(at(200), "stopped", { cause: "Held" }),
    stateAt(at(260), "running"),
    piecesIn(at(270), at(470), 5_000, { reject: 50 }),
    stateAt(at(470), "unknown", { cause: "unreachable" }),
  ]);
  identity.set(signedAt);
  await by("Sara", (writer) =>
    writer.insert("handover", {
      id: identity.newId<"handover">(),
      shift_instance_id: idOf(`select id from shift_instance where starts_at = ${at(0)}`) as never,
      status: "signed",
      notes: "{}",
      facts: "{}",
      unclassified_ms: 0,
      unclassified_reason: null,
      digest: null,
      signed_at: signedAt,
      signed_by: null,
      signed_name: "Sara",
      acknowledged_at: null,
      acknowledged_by: null,
      acknowledged_name: null,
      acknowledged_note: null,
      created_at: signedAt,
    }),
  );
  // What the server's history still had.
  commit(500, [
    stateAt(at(470), "running", { provenance: "back_read" }),
    piecesIn(at(470), at(480), 300, { provenance: "back_read" }),
  ]);
  identity.set(at(600));
  await by("Otto", (writer) =>
    writer.putFact("stop_class", {
      id: identity.newId<"stop-class">(),
      machine_id: filler,
      starts_at: at(200),
      ends_at: null,
      reason_id: idOf("select id from reason where code = 'CLEAN'") as never,
      origin: "person",
      rule_id: null,
      note: "was planned",
      actor_id: null,
      actor_name: "Otto",
      recorded_at: at(600),
      superseded_at: null,
      superseded_by: null,
      edit_id: null,
    }),
  );
  identity.set(at(610));
  await by("Petra", (writer) =>
    writer.update("ideal_cycle", idOf("select id from ideal_cycle limit 1"), null, {
      cycle_us: 2_400_000,
    }),
  );
  identity.set(at(620));
  await by("Petra", (writer) =>
    writer.insert("planned_downtime", {
      id: identity.newId<"planned-downtime">(),
      machine_id: null,
      starts_at: at(300),
      ends_at: at(310),
      name: "Meeting",
      created_at: at(620),
    }),
  );
}

beforeAll(async () => {
  plant = await buildPlant();
  filler = plant.machine("FILL-1");
  await liveAShift();
  plant.database.close();
  engine = await EngineProcess.serve(plant.folder);
  const administrator = await engine.administrator();
  viewer = await engine.colleague(administrator, "viewer");
  stranger = await engine.client();
});
afterAll(async () => {
  await engine?.[Symbol.asyncDispose]();
  plant?.close();
});

const refused = async (asked: Promise<unknown>) => {
  const { error } = await safe(asked);
  expect(error).toMatchObject({ code: "UNAUTHENTICATED" });
};

describe("figures as they were known", () => {
  it("stand beside those of now, with who changed what in between", async () => {
    const wish = { machineId: filler, range: shift, knownAt: signedAt };
    const { knownThen, knownNow, edits, total, steps } = await viewer.trust.asKnown(wish);

    expect(knownThen.time).toMatchObject({
      adet_down: minutes(60) - minutes(20),
      unknown: minutes(10),
      planned_down: minutes(30),
    });
    expect(knownNow.time).toMatchObject({ adet_down: 0, unknown: 0, planned_down: minutes(80) });
    expect(knownNow.pieces.total).toBe(knownThen.pieces.total + 300 - 250);
    expect(edits.map(({ kind, by: who, from, to }) => [kind, who, from, to])).toEqual([
      ["planned_downtime", "Petra", null, "Meeting"],
      ["ideal_cycle", "Petra", "2 s", "2.4 s"],
      ["class", "Otto", null, "Cleaning"],
      ["late_state", null, null, "1"],
      ["pieces", null, "0", "300"],
    ]);
    expect(total).toBe(5);
    expect(steps).toEqual([at(500), at(600), at(610), at(620)]);
    await refused(stranger.trust.asKnown(wish));
  });

  it("are those of then for the whole plant too, and of now when nothing came after", async () => {
    const all = { machineId: null, range: shift };
    const then = await viewer.trust.asKnown({ ...all, knownAt: signedAt });
    expect(then.knownThen.figures).toEqual(
      (await viewer.trust.asKnown({ ...all, machineId: filler, knownAt: signedAt })).knownThen
        .figures,
    );
    const late = await viewer.trust.asKnown({ ...all, knownAt: at(700) });
    expect(late.knownThen.figures).toEqual(late.knownNow.figures);
    expect(late.edits).toEqual([]);
  });

  it("edits are listed by themselves, the newest first and no more than asked for", async () => {
    const wish = { machineId: filler, range: shift, since: signedAt, limit: 2 };
    const { rows, total } = await viewer.trust.edits(wish);
    expect(rows.map(({ kind }) => kind)).toEqual(["planned_downtime", "ideal_cycle"]);
    expect(total).toBe(5);
    const until = await viewer.trust.edits({ ...wish, until: at(605) });
    expect(until.rows.map(({ kind }) => kind)).toEqual(["class", "late_state"]);
    const elsewhere = { from: at(480) + hours(8), to: at(480) + hours(10) };
    const other = await viewer.trust.edits({ ...wish, range: elsewhere });
    expect(other.rows.map(({ kind }) => kind)).toEqual(["ideal_cycle"]);
    await refused(stranger.trust.edits(wish));
  });

  it("a signed shift whose ground changed is listed with its OEE as signed and now", async () => {
    const { rows, signed } = await viewer.trust.closed({ range: shift });
    expect(signed).toBe(1);
    expect(rows).toMatchObject([
      {
        name: "Early",
        signedBy: "Sara",
        signedAt,
        machines: [{ code: "FILL-1", isChanged: true, edits: 5 }],
      },
    ]);
    const [machine] = rows[0]!.machines;
    const { knownThen, knownNow } = await viewer.trust.asKnown({
      machineId: filler,
      range: shift,
      knownAt: signedAt,
    });
    expect(machine).toMatchObject({
      knownThen: knownThen.figures.oee,
      knownNow: knownNow.figures.oee,
    });
    const before = { from: shift.from - hours(48), to: shift.from - hours(24) };
    expect(await viewer.trust.closed({ range: before })).toEqual({ rows: [], signed: 0 });
    await refused(stranger.trust.closed({ range: shift }));
  });
});

describe("the honesty audit", () => {
  it("tells what flatters the week, each with its evidence, reported beside strict", async () => {
    const wish = { machineId: filler, range: shift };
    const { reported, strict, findings } = await viewer.trust.honesty(wish);
    expect(findings.map(({ kind }) => kind)).toEqual([
      "slow_ideal_cycle",
      "planned_downtime_after_the_fact",
      "planned_after_the_fact",
      "worked_break",
      "above_one",
    ]);
    const planned = findings.find(({ kind }) => kind === "planned_after_the_fact")!;
    expect(planned).toMatchObject({
      ms: minutes(40),
      evidence: [{ name: "Cleaning", by: "Otto", recordedAt: at(600), start: at(200) }],
    });
    // Captured time goes on between the two questions; what was captured of the shift does not.
    const { figures, time, pieces } = await viewer.oee.machine(wish);
    expect(reported).toMatchObject({ figures, time, pieces });
    const [told, honest] = [reported.figures.oee.value!, strict.figures.oee.value!];
    expect(honest).toBeLessThan(told);
    for (const { oee } of findings) if (oee !== null) expect(oee).toBeLessThan(told);
    await refused(stranger.trust.honesty(wish));
  });
});

describe("definitions", () => {
  it("are told in their parts with the machines that share them", async () => {
    const { groups } = await viewer.trust.definitions();
    const report = await viewer.oee.machine({ machineId: filler, range: shift });
    expect(groups).toMatchObject([
      {
        hash: report.definitionHash,
        fields: { calendar: "shift_pattern", minorStops: "iso" },
        machines: [{ code: "FILL-1" }],
      },
    ]);
    await refused(stranger.trust.definitions());
  });
});

describe("a proof file", () => {
  const cli = (...args: string[]) => {
    const [command = "", ...rest] = args;
    return runEngine(command === "proof" ? args : [command, "--data", plant.folder, ...rest]);
  };
  const place = (name: string) => join(plant.folder, name);
  const exportTo = async (name: string, ...more: string[]): Promise<ProofFile> => {
    const data = ["--data", plant.folder, "--out", place(name)];
    const { code, stderr } = await cli("proof", "export", ...shiftWords, ...data, ...more);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    return proofFile.parse(JSON.parse(readFileSync(place(name), "utf8")));
  };

  const verify = (file: string, data?: string) =>
    proofVerifyCommand({ name: "proof verify", file, ...(data !== undefined && { data }) });
  const findingsOf = async (file: ProofFile, besidePlant = false): Promise<string> => {
    writeFileSync(place("changed.json"), proofFileText(file));
    const verified = verify(place("changed.json"), besidePlant ? plant.folder : undefined);
    return verified.then(
      () => "",
      ({ message }: Error) => message,
    );
  };

  it("of the screen makes every figure again on the command line, without the plant and with it", async () => {
    const wish = { machineId: filler, range: shift };
    const { name, text } = await viewer.trust.proofFile(wish);
    expect(name).toBe("FILL-1-20260302T0500Z-20260302T1300Z-proof.json");
    writeFileSync(place(name), text);
    const verified = await cli("proof", "verify", place(name));
    expect(verified).toMatchObject({ code: 0, stderr: "" });
    const { figures } = await viewer.oee.machine(wish);
    expect(verified.stdout).toContain(`oee${" ".repeat(23)}${figures.oee.value}\n`);
    expect(verified.stdout).toContain("the same digits");
    expect(await verify(place(name), plant.folder)).toContain("the same digits");
    await refused(stranger.trust.proofFile(wish));
  });

  it("tells figures as they were signed; the command line prints the same OEE as the screen", async () => {
    const knownAt = ["--known-at", new Date(signedAt).toISOString()];
    const file = await exportTo("signed.json", ...knownAt);
    const wish = { machineId: filler, range: shift, knownAt: signedAt };
    const { knownThen, knownNow } = await viewer.trust.asKnown(wish);
    expect(file.proof.report).toEqual(knownThen);
    expect(file.knownAt).toBe(signedAt);
    expect(await verify(place("signed.json"))).toContain("the same digits");
    for (const [more, report] of [
      [knownAt, knownThen],
      [[], knownNow],
    ] as const) {
      const { stdout } = await cli("oee", ...shiftWords, ...more, "--json");
      expect(oeeProof.parse(JSON.parse(stdout)).report.figures).toEqual(report.figures);
    }
  });

  it("that somebody changed is found out, also when the digest was made again", async () => {
    const { text } = await viewer.trust.proofFile({ machineId: filler, range: shift });
    const file = proofFile.parse(JSON.parse(text));
    const { figures } = file.proof.report;
    const better: ProofFile = {
      ...file,
      proof: {
        ...file.proof,
        report: { ...file.proof.report, figures: { ...figures, oee: { value: 0.99 } } },
      },
    };
    writeFileSync(place("better.json"), proofFileText(better));
    const found = await cli("proof", "verify", place("better.json"));
    expect(found.code).toBe(1);
    expect(found.stderr).toContain("the digest is not that of the content");
    expect(found.stderr).toContain(`oee: the file says 0.99, its rows ${figures.oee.value}`);

    const sealed = await findingsOf({ ...better, digest: digestOf(better) });
    expect(sealed).toContain("oee: the file says 0.99");
    expect(sealed).not.toContain("the digest is not");

    const [first, ...others] = file.proof.counts;
    const moved = { ...file, definition: file.definition.replace("iso", "six") };
    const pieces: ProofFile = {
      ...file,
      proof: { ...file.proof, counts: [{ ...first!, reject: first!.reject + 1 }, ...others] },
    };
    expect(await findingsOf(moved)).toContain("the definition is not the one");
    expect(await findingsOf(pieces)).toContain("quality: the file says");
    expect(await findingsOf({ ...pieces, digest: digestOf(pieces) }, true)).toContain(
      "the plant gives another proof",
    );
  });

  it("that is none, or is not there, is told so", async () => {
    writeFileSync(place("none.json"), "{}");
    await expect(verify(place("none.json"))).rejects.toThrow("is not a proof file");
    await expect(verify(place("nowhere.json"))).rejects.toThrow("cannot be read");
  });
});
