import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { PlantStatus } from "#shared/plant/plant.contract.ts";
import { businessFile, historianFile } from "./database/open-database.ts";
import { EngineProcess, runEngine } from "./testing/engine-process.ts";
import { lineConfig } from "./testing/line-plant.ts";
import { smallDisk } from "./testing/small-disk.ts";

const simulated = { driver: "simulated", cycleMs: 50 } as const;

/** A plant that has captured a little and was stopped in good order; every test works on its own copy. */
let template: string;
let folder: string;
const data = () => join(folder, "data");

beforeAll(async () => {
  template = mkdtempSync(join(tmpdir(), "unison-template-"));
  const engine = await EngineProcess.serve(join(template, "data"), [
    "--config",
    lineConfig(template, simulated),
  ]);
  const client = await engine.administrator();
  while ((await client.plant.health()).samplesStored < 10)
    await new Promise((resolve) => setTimeout(resolve, 50));
  await engine.end("SIGTERM");
});
afterAll(() => rmSync(template, { recursive: true, force: true }));

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "unison-store-"));
  cpSync(template, folder, { recursive: true });
});
afterEach(() => {
  chmodSync(folder, 0o755);
  if (readdirSync(folder).includes("data")) chmodSync(data(), 0o755);
  rmSync(folder, { recursive: true, force: true });
});

/** Root writes what it likes; without this one capability the modes of files count for it too. */
const asAnybody =
  process.getuid?.() === 0
    ? ["setpriv", "--bounding-set=-dac_override", "--inh-caps=-dac_override"]
    : [];

const bytes = () => [businessFile(data()), historianFile(data())].map((file) => readFileSync(file));
const same = (before: readonly Buffer[]) => bytes().map((now, i) => now.equals(before[i]!));

describe("data that cannot be written", () => {
  it("a read-only folder ends the start with 4 and words, and every file stays as it is", async () => {
    const before = bytes();
    chmodSync(data(), 0o555);
    for (const file of [businessFile(data()), historianFile(data()), join(data(), "engine.lock")])
      chmodSync(file, 0o444);
    const { code, stdout, stderr } = await runEngine(["--data", data()], { wrapper: asAnybody });
    expect({ code, stdout }).toEqual({ code: 4, stdout: "" });
    expect(stderr).toContain(`${data()} cannot be written. What is stored is safe`);
    expect(same(before)).toEqual([true, true]);
  });

  it("so does a database that is read-only in a folder that is not", async () => {
    const before = bytes();
    chmodSync(businessFile(data()), 0o444);
    const { code, stderr } = await runEngine(["--data", data()], { wrapper: asAnybody });
    expect([code, stderr]).toEqual([4, expect.stringContaining("cannot be written")]);
    expect(same(before)).toEqual([true, true]);
  });

  it("and a folder that cannot be made", async () => {
    const locked = join(folder, "locked");
    mkdirSync(locked, 0o555);
    const { code, stderr } = await runEngine(["--data", join(locked, "data")], {
      wrapper: asAnybody,
    });
    expect([code, stderr]).toEqual([4, expect.stringContaining("cannot be written")]);
  });
});

describe("a database that is damaged", () => {
  const damage: [string, (file: string) => void][] = [
    ["overwritten at its beginning", (file) => overwrite(file, 0, 200)],
    ["overwritten in its catalogue", (file) => overwrite(file, 100, 3_000)],
    ["cut off in the middle", (file) => truncateSync(file, 20_480)],
  ];
  const overwrite = (file: string, from: number, length: number) => {
    const content = readFileSync(file);
    content.fill("rubbish ", from, from + length);
    writeFileSync(file, content);
  };

  it.each(damage)(
    "%s: says what is safe and what to do, and does not touch it",
    async (_, harm) => {
      harm(businessFile(data()));
      const before = bytes();
      const { code, stdout, stderr } = await runEngine(["--data", data()]);
      expect({ code, stdout }).toEqual({ code: 4, stdout: "" });
      expect(stderr).toContain(`${businessFile(data())} is damaged. It was not touched.`);
      expect(stderr).toContain("put the last backup in its place");
      expect(same(before)).toEqual([true, true]);
    },
  );

  it("a damaged file of raw samples is told apart; with it moved away the plant goes on", async () => {
    overwrite(historianFile(data()), 0, 200);
    const before = bytes();
    const { code, stderr } = await runEngine(["--data", data()]);
    expect(code).toBe(4);
    expect(stderr).toContain(`${historianFile(data())} is damaged. It was not touched.`);
    expect(stderr).toContain("states, counts and OEE are in business.sqlite and are safe");
    expect(same(before)).toEqual([true, true]);

    renameSync(historianFile(data()), join(folder, "historian.damaged"));
    await using engine = await EngineProcess.serve(data());
    expect((await engine.end("SIGTERM")).code).toBe(0);
    expect((await runEngine(["check", "--data", data()])).code).toBe(0);
  });
});

describe("a disk that runs full", () => {
  it("stops capture loudly, keeps what is stored, and capture resumes by itself when there is room", async () => {
    const disk = await smallDisk(24);
    const surroundings = { wrapper: disk.wrapper };
    const config = lineConfig(folder, simulated);
    const plant = join(disk.folder, "plant");
    try {
      await using engine = await EngineProcess.serve(plant, ["--config", config], surroundings);
      const client = await engine.administrator();
      const capture: PlantStatus["capture"][] = [];
      const until = async (state: PlantStatus["capture"]["state"]) => {
        for await (const status of await client.plant.watchStatus()) {
          capture.push(status.capture);
          if (status.capture.state === state) return;
        }
      };
      const stored = async () => (await client.plant.health()).samplesStored;
      const storedAbove = async (count: number) => {
        while ((await stored()) <= count) await new Promise((resolve) => setTimeout(resolve, 100));
      };

      await storedAbove(20);
      disk.fill(engine.pid);
      await until("stopped");
      expect(capture.at(-1)).toEqual({ state: "stopped", reason: disk.reason });
      const before = await stored();
      // What is on disk can be read all the while.
      expect((await client.machines.list({})).rows).toHaveLength(1);
      const [machine] = (await client.machines.list({})).rows;
      expect(machine).toMatchObject({ code: "PRESS-1" });

      disk.makeRoom(engine.pid);
      await until("capturing");
      await storedAbove(before);
      const { samplesDropped, capture: now } = await client.plant.health();
      expect([samplesDropped, now.state]).toEqual([0, "capturing"]);
      expect(await engine.end("SIGTERM")).toMatchObject({ code: 0 });
      const check = await runEngine(["check", "--data", plant, "--json"], surroundings);
      expect([check.code, check.stdout]).toEqual([0, '{"findings":[]}\n']);
    } finally {
      await disk.remove();
    }
  });
});
