import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readTag } from "../historian/read-samples.ts";
import { check } from "../pipeline/check.ts";
import { BatchCommitter } from "../pipeline/commit-batch.ts";
import { heal } from "../pipeline/heal.ts";
import { PlantLookup } from "../pipeline/plant-lookup.ts";
import { DrivenMachine } from "../testing/driven-machine.ts";
import { buildPlant, minutes, mondayMorning, type BuiltPlant } from "../testing/plant-builder.ts";
import { loadRecording, UnknownRecordedCode } from "./load-recording.ts";
import { readRecordingHead, RecordingError } from "./recording.ts";

let plant: BuiltPlant;
const at = (minute: number) => mondayMorning + minutes(minute);

beforeEach(async () => {
  plant = await buildPlant();
  plant.identity.set(at(240));
});
afterEach(() => plant.close());

const head = {
  recording: 1,
  from: at(0),
  until: at(180),
  tags: ["fill-1.running", "fill-1.count", "fill-1.product"],
  links: ["LINE"],
};

function recordingOf(lines: readonly unknown[], first: object = head): string {
  const file = join(plant.folder, "recording.ndjson.gz");
  const text = [first, ...lines].map((line) => JSON.stringify(line)).join("\n");
  writeFileSync(file, gzipSync(`${text}\n`));
  return file;
}

/** Three hours: running at 30 a minute, a stop of 20 minutes, and ten minutes without a link. */
function threeHours(): unknown[] {
  const lines: unknown[] = [
    [at(0), "link", "LINE", "live"],
    [at(0), 2, "P-1", 0],
    [at(0), 0, true, 0],
    [at(0), 1, 5_000, 0],
  ];
  for (let minute = 1, count = 5_000; minute < 180; minute++) {
    const isRunning = minute <= 60 || minute > 80;
    if (minute === 61) lines.push([at(60), 0, false, 0]);
    if (minute === 81) lines.push([at(80), 0, true, 0]);
    if (isRunning) count += 30;
    if (minute === 120) lines.push([at(120), "link", "LINE", "lost"]);
    if (minute === 131)
      lines.push(
        [at(130), "link", "LINE", "live"],
        [at(130), 0, true, 0],
        [at(130), 1, count - 30, 0],
      );
    if (isRunning && (minute < 120 || minute > 130)) lines.push([at(minute), 1, count, 0]);
  }
  return lines;
}

const rows = (sql: string) => plant.database.raw.prepare(sql).all();
const load = (file: string, options?: Parameters<typeof loadRecording>[3]) =>
  loadRecording(plant.database, plant.identity, file, options);

describe("a recording", () => {
  it("goes through the whole pipeline: states, pieces, gaps, samples and sums", async () => {
    const shares: number[] = [];
    const loaded = await load(recordingOf(threeHours()), {
      onProgress: (share) => shares.push(share),
    });

    expect(loaded).toMatchObject({ records: threeHours().length, slices: 3 });
    expect(
      rows(
        `select starts_at as start, ends_at as "end", state, cause from machine_interval order by starts_at`,
      ),
    ).toEqual([
      { start: at(0), end: at(60), state: "running", cause: null },
      { start: at(60), end: at(80), state: "stopped", cause: null },
      { start: at(80), end: at(120), state: "running", cause: null },
      { start: at(120), end: at(130), state: "unknown", cause: "unreachable" },
      { start: at(130), end: at(180), state: "running", cause: null },
      { start: at(180), end: null, state: "unknown", cause: "engine_stopped" },
    ]);
    expect(rows("select starts_at, ends_at, cause from gap")).toEqual([
      { starts_at: at(120), ends_at: at(130), cause: "unreachable" },
      { starts_at: at(180), ends_at: null, cause: "engine_stopped" },
    ]);
    // Of the ten minutes in the gap and the one before, the counter's difference is known and not its times.
    const made = rows(
      "select provenance, sum(total) as total from machine_count group by provenance order by 1",
    );
    expect(made).toMatchObject([{ provenance: "measured" }, { provenance: "reconstructed" }]);
    expect((made as { total: number }[]).reduce((sum, { total }) => sum + total, 0)).toBe(30 * 159);
    expect(
      await readTag(plant.database.reader, plant.tag("fill-1.count"), { start: at(0), end: at(3) }),
    ).toMatchObject([
      { at: at(0), value: 5_000 },
      { at: at(1), value: 5_030 },
      { at: at(2), value: 5_060 },
    ]);
    expect(shares.at(-1)).toBe(1);
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
    expect(await check(plant.database, plant.identity)).toEqual([]);
  });

  it("ends in memories from which live capture goes on, with the real gap and no other", async () => {
    await load(recordingOf(threeHours()));
    const committer = new BatchCommitter(
      plant.database,
      plant.identity,
      new PlantLookup(plant.database.raw),
    );
    const { memories, stoppedAt } = await heal(plant.database, committer, at(240));
    const filler = plant.machine("FILL-1");
    const driven = DrivenMachine.of(plant.database, filler, memories.get(filler)!, at(240));
    driven.live(plant.connection("LINE"), at(240));
    driven.reads("fill-1.running", true, at(240));
    driven.reads("fill-1.count", 5_000 + 30 * 159 + 100, at(240));
    committer.commit(driven.batch(at(241)));

    expect(stoppedAt).toBe(at(180));
    expect(rows("select starts_at, ends_at, cause from gap order by starts_at")).toMatchObject([
      { cause: "unreachable" },
      { starts_at: at(180), ends_at: at(240), cause: "engine_stopped" },
    ]);
    expect(rows("select sum(total) as total from machine_count")).toEqual([
      { total: 30 * 159 + 100 },
    ]);
  });

  it("stops between two batches when asked to", async () => {
    const many = Array.from({ length: 9_000 }, (_, i) => [at(0) + i * 1_000, 1, i, 0]);
    const abort = new AbortController();
    abort.abort(new Error("enough"));
    await expect(load(recordingOf(many), { signal: abort.signal })).rejects.toThrow("enough");
    expect(rows("select * from machine_count")).toEqual([]);
  });
});

describe("a recording that cannot be loaded", () => {
  it.each([
    ["another kind of file", [], { recording: 2 }, /line 1 .*recording/],
    [
      "time that runs backwards",
      [
        [at(2), 1, 1, 0],
        [at(1), 1, 2, 0],
      ],
      head,
      /line 3 .*runs backwards/,
    ],
    ["a record of unknown shape", [[at(2), 1, { value: 1 }, 0]], head, /line 2/],
  ])("says where: %s", async (_, lines, first, message) => {
    const failed = load(recordingOf(lines, first));
    await expect(failed).rejects.toThrow(RecordingError);
    await expect(failed).rejects.toThrow(message);
  });

  it("names tags and connections the plant does not know", async () => {
    const strange = { ...head, tags: ["fill-9.count"] };
    await expect(load(recordingOf([], strange))).rejects.toThrow(UnknownRecordedCode);
    await expect(load(recordingOf([], { ...head, links: ["L-9"] }))).rejects.toThrow(/L-9/);
  });

  it("is missing or cut off in the middle", async () => {
    const file = recordingOf(threeHours());
    await expect(load(join(plant.folder, "none.gz"))).rejects.toThrow(/ENOENT/);
    await expect(readRecordingHead(join(plant.folder, "none.gz"))).rejects.toThrow(/ENOENT/);
    expect(await readRecordingHead(file)).toEqual(head);
    writeFileSync(file, readFileSync(file).subarray(0, 400));
    await expect(load(file)).rejects.toThrow(/unexpected end of file/);
  });
});
