import { describe, expect, test } from "vitest";
import { demoMachines, simulate } from "./demo-plant.ts";
import { tagOf, type SignalValue } from "./demo-machine.ts";
import { recordingHead, recordPlant, type RecordingRecord } from "./recording.ts";

const seed = 11;
const until = Date.parse("2026-11-21T21:47:13.456Z");
const span = { start: until - 2 * 86_400_000, end: until };
const { tags, links } = recordingHead(span);
const records = [...recordPlant(seed, span)];

const isLink = (record: RecordingRecord) => record[1] === "link";

describe("a recording of the demo plant", () => {
  test("is the same for the same seed", () => {
    expect([...recordPlant(seed, span)]).toEqual(records);
  });

  test("is in the order of time, inside its span, and short enough", () => {
    const instants = records.map(([at]) => at);
    expect(instants).toEqual(instants.toSorted((a, b) => a - b));
    expect(instants[0]).toBe(span.start);
    expect(instants.at(-1)).toBeLessThanOrEqual(span.end);
    expect(records.length * 7).toBeLessThan(500_000);
  });

  test("ends where the live plant begins: states, articles and every counter", () => {
    const last = new Map<string, SignalValue>();
    for (const [, index, value] of records)
      if (index !== "link") last.set(tags[index as number]!, value as SignalValue);
    for (const machine of demoMachines) {
      const moment = simulate(machine, seed, until).moment();
      for (const variable of machine.variables) {
        const recorded = last.get(tagOf(machine, variable.tag));
        const live = variable.value(moment);
        // A speed wobbles and is read every 30 s only; it must stand on the same side.
        if (variable.class === "analog") expect(Number(recorded) > 5).toBe(Number(live) > 5);
        else expect([variable.tag, recorded]).toEqual([variable.tag, live]);
      }
    }
  });

  test("delivers nothing over a lost link, and everything when it is back", () => {
    const asm = demoMachines.find(({ code }) => code === "ASM-1")!;
    const own = new Set(asm.variables.map(({ tag }) => tags.indexOf(tagOf(asm, tag))));
    const mine = records.filter((record) =>
      isLink(record) ? record[2] === "OPC-LINE-2" : own.has(record[1] as number),
    );
    const changes = mine.filter(isLink).map((record) => record[3]);
    expect(changes.length).toBeGreaterThan(10);
    expect(changes.every((change, i) => change === (i % 2 === 0 ? "live" : "lost"))).toBe(true);
    for (const [i, record] of mine.entries()) {
      if (!isLink(record)) continue;
      const next = mine.slice(i + 1, i + 1 + own.size);
      if (record[3] === "lost") expect(next[0] === undefined || isLink(next[0])).toBe(true);
      else expect(new Set(next.map((one) => one[1]))).toEqual(own);
    }
  });

  test("names every tag and link it uses", () => {
    expect(
      new Set(records.filter((record) => !isLink(record)).map(([, index]) => index)).size,
    ).toBe(tags.length);
    expect(links).toEqual(["OPC-LINE-1", "OPC-LINE-2"]);
  });
});
