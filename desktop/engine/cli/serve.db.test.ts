import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import SqliteDatabase from "better-sqlite3";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { stringify } from "yaml";
import type { PlantConfigDocument } from "#shared/plant/plant-config.ts";
import { businessFile } from "../database/open-database.ts";
import { EngineProcess, runEngine } from "../testing/engine-process.ts";

let folder: string;
const data = () => join(folder, "data");

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "unison-serve-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const plant: PlantConfigDocument = {
  version: 1,
  plant: { name: "Test plant", zone: "Europe/Berlin" },
  connections: [{ code: "LINE", name: "Line", settings: { driver: "simulated", cycleMs: 50 } }],
  products: [{ code: "P-1", name: "Product one" }],
  machines: [
    {
      code: "FILL-1",
      name: "Filler 1",
      kind: "filling",
      connection: "LINE",
      tags: [
        { code: "fill-1.running", address: "running", class: "state" },
        { code: "fill-1.count", address: "count", class: "counter" },
      ],
      signals: {
        state: { type: "running_bit", running: "fill-1.running", debounceMs: 0 },
        counts: { total: { tag: "fill-1.count" } },
      },
      idealCycles: [{ product: "P-1", cycleSeconds: 2, validFrom: "2026-01-01T00:00:00Z" }],
    },
  ],
};

function configFile(config: unknown): string {
  const file = join(folder, "plant.yaml");
  writeFileSync(file, typeof config === "string" ? config : stringify(config));
  return file;
}

/** The set-up as it is stored, with versions and the trail of who changed what. */
function storedSetup(): unknown {
  const raw = new SqliteDatabase(businessFile(data()), { readonly: true });
  const tables = ["plant", "connection", "machine", "tag", "product", "ideal_cycle", "audit"];
  const all = raw.prepare("select name from sqlite_master where type = 'table'").pluck().all();
  const rows = tables
    .map((table) => all.find((name) => String(name).startsWith(table)))
    .map((table) => raw.prepare(`select * from ${String(table)} order by 1`).all());
  raw.close();
  return rows;
}

/** What the log says was applied, one tally a start. */
const tallies = (): unknown[] =>
  readdirSync(join(data(), "logs"))
    .flatMap((file) =>
      readFileSync(join(data(), "logs", file), "utf8")
        .trim()
        .split("\n"),
    )
    .map((line) => JSON.parse(line) as Record<string, unknown>)
    .filter(({ msg }) => msg === "the configuration is applied")
    .map(({ created, updated, unchanged }) => ({ created, updated, unchanged }));

describe("unison-engine serve", () => {
  it("prints its ready line and nothing else, and SIGTERM stops it cleanly", async () => {
    await using engine = await EngineProcess.serve(data(), ["--config", configFile(plant)]);
    const { url, pid, port } = await engine.ready();
    expect({ pid, url }).toEqual({
      pid: engine.pid,
      url: `http://127.0.0.1:${port}/#token=${"t".repeat(64)}`,
    });
    expect(await engine.end("SIGTERM")).toEqual({
      code: 0,
      signal: null,
      stdout: `${JSON.stringify({ ready: true, url, port, pid })}\n`,
      stderr: "",
    });
    // Checkpointed and let go: nobody has to recover anything at the next start.
    const certificates = "pki"; // made in the background, perhaps not begun yet
    const files = readdirSync(data()).filter((name) => name !== certificates);
    expect(files.toSorted()).toEqual([
      "business.sqlite",
      "engine.lock",
      "historian.sqlite",
      "logs",
    ]);
  });

  it("applies a good configuration once: the second time everything is unchanged", async () => {
    const args = ["--config", configFile(plant)];
    for (const _ of ["first", "second"]) {
      await using engine = await EngineProcess.serve(data(), args);
      await engine.end("SIGTERM");
    }
    const [first, second] = tallies() as { created: number; updated: number; unchanged: number }[];
    expect(first).toEqual({ created: 7, updated: 0, unchanged: 0 });
    expect(second).toEqual({ created: 0, updated: 0, unchanged: 7 });
  });

  it("refuses a wrong configuration with every issue, its path and reason, and the plant stays as it is", async () => {
    await using engine = await EngineProcess.serve(data(), ["--config", configFile(plant)]);
    await engine.end("SIGTERM");
    const before = storedSetup();

    const [machine] = plant.machines!;
    const wrong = {
      ...plant,
      plant: { name: "Renamed", zone: "Europe/Berln" },
      colour: "red",
      connections: [
        { code: "LINE", name: "Line", settings: { driver: "opcua", endpoint: "http://plc" } },
      ],
      machines: [
        {
          ...machine,
          kind: "rocket",
          idealCycles: [{ product: "P-1", cycleSeconds: 0, validFrom: "soon" }],
        },
      ],
    };
    const badShape = await runEngine(["--data", data(), "--config", configFile(wrong)]);
    expect(badShape).toMatchObject({ code: 2, stdout: "" });
    const paths = badShape.stderr.split("\n").map((line) => /^ {2}([^:]+): \S/.exec(line)?.[1]);
    expect(paths.filter((path) => path !== undefined)).toEqual(
      expect.arrayContaining([
        "plant.zone",
        "connections.0.settings.endpoint",
        "machines.0.kind",
        "machines.0.idealCycles.0.cycleSeconds",
        "machines.0.idealCycles.0.validFrom",
      ]),
    );
    expect(badShape.stderr).toContain('"colour"');

    const lost = {
      ...plant,
      machines: [
        { ...machine, connection: "LNE" },
        { ...machine, shiftPattern: "TWO" },
      ],
    };
    const badNames = await runEngine(["--data", data(), "--config", configFile(lost)]);
    expect(badNames).toMatchObject({ code: 2, stdout: "" });
    for (const words of [
      'machines.1.code: "FILL-1" stands here twice',
      'machines.0.connection: names connection "LNE"',
      'machines.1.shiftPattern: names shift pattern "TWO"',
      'machines.1.tags.0.code: "fill-1.running" stands here twice',
    ])
      expect(badNames.stderr).toContain(words);

    expect(storedSetup()).toEqual(before);
  });

  it("refuses a configuration that is no YAML, one that is not there, and makes no plant of them", async () => {
    const noYaml = await runEngine(["--data", data(), "--config", configFile("plant: [unclosed")]);
    expect(noYaml.code).toBe(2);
    expect(noYaml.stderr).toContain("(file): ");
    const nowhere = await runEngine(["--data", data(), "--config", join(folder, "none.yaml")]);
    expect(nowhere.code).toBe(2);
    expect(nowhere.stderr).toContain("none.yaml cannot be read");
    expect(existsSync(data())).toBe(false);
  });

  it("a second one on the same data ends with 3 and names the pid; the first lives on", async () => {
    await using first = await EngineProcess.serve(data(), ["--config", configFile(plant)]);
    const client = await first.administrator();
    const second = await runEngine(["--data", data()]);
    expect(second).toMatchObject({ code: 3, stdout: "" });
    expect(second.stderr).toContain(`pid ${first.pid}`);
    expect((await runEngine(["check", "--data", data()])).code).toBe(3);
    expect(await client.plant.health()).toMatchObject({
      pid: first.pid,
      capture: { state: "capturing" },
    });
  });

  it("says that a port is taken, and lets the data go again", async () => {
    const holder = createServer().listen(0, "127.0.0.1");
    await once(holder, "listening");
    const { port } = holder.address() as AddressInfo;
    const refused = await runEngine(["--data", data(), "--port", `${port}`]);
    holder.close();
    expect(refused).toMatchObject({ code: 2, stdout: "" });
    expect(refused.stderr).toContain(`--port ${port} cannot be used`);
    await using engine = await EngineProcess.serve(data());
    expect((await engine.end("SIGTERM")).code).toBe(0);
  });

  it("stops when the program that started it is gone, if it was told to", async () => {
    await using child = await EngineProcess.serve(data(), [], { env: { UNISON_PARENT: "1" } });
    child.child.stdin!.end();
    expect(await child.ended()).toMatchObject({ code: 0, signal: null });

    await using free = await EngineProcess.serve(data());
    free.child.stdin!.end();
    expect(await (await free.client()).plant.welcome()).toMatchObject({ state: "unconfigured" });
  });

  it("refuses a token that could be guessed", async () => {
    const { code, stderr } = await runEngine(["--data", data()], {
      env: { UNISON_TOKEN: "secret" },
    });
    expect(code).toBe(2);
    expect(stderr).toContain("UNISON_TOKEN");
  });
});
