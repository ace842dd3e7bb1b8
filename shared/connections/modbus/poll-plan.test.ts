import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { modbusSettings } from "../modbus-settings.ts";
import { fairShares } from "./fair-share.ts";
import { exchangeTime } from "./line-time.ts";
import { parseModbusAddress, registersOf } from "./modbus-address.ts";
import { planPolls } from "./poll-plan.ts";
import type { PollItem, PollLine, ReadCut } from "./poll-plan.ts";

const seed = 20_260_302;

const transport = (more: object) =>
  modbusSettings.parse({ driver: "modbus", transport: more }).transport;
const rtu9600 = transport({ type: "rtu", line: { path: "/dev/ttyS0" } });
const rtu19200 = transport({
  type: "rtu",
  line: { path: "/dev/ttyS0", baudRate: 19_200, parity: "even" },
});
const ascii9600 = transport({ type: "ascii", line: { path: "/dev/ttyS0" } });
const tcp = transport({ type: "tcp", host: "127.0.0.1" });
const atOnce = { deviceAnswerMs: 0, roundTripMs: 5 };

const item = (address: string, intervalMs = 1_000): PollItem => ({
  id: address,
  address: parseModbusAddress(address),
  intervalMs,
});
const line: PollLine = { transport: rtu9600, registersPerRead: 125, assumed: atOnce };
const readsOf = (addresses: string[], more: Partial<PollLine> = {}) =>
  planPolls(
    addresses.map((address) => item(address)),
    { ...line, ...more },
  ).groups.flatMap((group) => group.reads.map(({ start, length }) => [start, length]));

describe("time on the line", () => {
  it("two registers at 9600 baud are 8 + 9 characters, 17.7 ms and two silences: 40 a second", () => {
    const time = exchangeTime(rtu9600, { table: "holding", length: 2 }, atOnce);
    expect(time).toMatchObject({ requestCharacters: 8, answerCharacters: 9 });
    expect(time.ms).toBeCloseTo(17 * (10 / 9.6) + 7 * (10 / 9.6), 6);
    const plan = planPolls([item("1/holding/0/uint32", 0)], line);
    expect(plan.readsPerSecond).toBeCloseTo(40, 1);
  });

  it("parity lengthens characters, ASCII doubles them, coils go eight to a byte, TCP takes a round trip", () => {
    expect(exchangeTime(rtu19200, { table: "holding", length: 2 }, atOnce).ms).toBeCloseTo(
      24 * (11 / 19.2),
      6,
    );
    expect(exchangeTime(ascii9600, { table: "holding", length: 2 }, atOnce)).toMatchObject({
      requestCharacters: 17,
      answerCharacters: 19,
    });
    expect(exchangeTime(rtu9600, { table: "coil", length: 9 }, atOnce).answerCharacters).toBe(7);
    expect(exchangeTime(tcp, { table: "holding", length: 2 }, atOnce).ms).toBe(5);
  });
});

describe("requests", () => {
  it("reads neighbours together and what lies far off on its own", () => {
    expect(readsOf(["1/holding/0/uint32", "1/holding/2", "1/holding/3/float64"])).toEqual([[0, 7]]);
    expect(readsOf(["1/holding/0", "1/holding/8"])).toEqual([[0, 9]]);
    expect(readsOf(["1/holding/0", "1/holding/100"])).toEqual([
      [0, 1],
      [100, 1],
    ]);
  });

  it("starts another request rather than split a value", () => {
    expect(
      readsOf(["1/holding/0/uint32", "1/holding/2/uint32", "1/holding/4/uint32"], {
        registersPerRead: 5,
      }),
    ).toEqual([
      [0, 4],
      [4, 2],
    ]);
  });

  it("keeps units, tables and intervals apart", () => {
    const plan = planPolls(
      [item("1/holding/0"), item("1/input/0"), item("2/holding/0"), item("1/holding/1", 500)],
      line,
    );
    expect(plan.groups.map(({ unit, table, intervalMs }) => [unit, table, intervalMs])).toEqual([
      [1, "holding", 1_000],
      [1, "input", 1_000],
      [2, "holding", 1_000],
      [1, "holding", 500],
    ]);
  });

  it("reads a register that two tags want once", () => {
    expect(readsOf(["1/holding/5?bit=0", "1/holding/5?bit=1", "1/holding/4/uint32"])).toEqual([
      [4, 2],
    ]);
  });

  it("does not reach over a cut", () => {
    const items = [item("1/holding/0"), item("1/holding/1"), item("1/holding/2")];
    const cut: ReadCut = { unit: 1, table: "holding", at: 2 };
    const reads = (cuts: ReadCut[]) =>
      planPolls(items, line, cuts).groups[0]!.reads.map(({ start, length }) => [start, length]);
    expect(reads([cut])).toEqual([
      [0, 2],
      [2, 1],
    ]);
    expect(reads([{ ...cut, at: 0 }])).toEqual([[0, 3]]);
  });
});

describe("budget", () => {
  it("says the load of each group and that it can be had", () => {
    const plan = planPolls([item("1/holding/0/uint32", 100)], line);
    expect(plan.loadPercent).toBeCloseTo(25, 6);
    expect(plan.groups[0]).toMatchObject({ isReachable: true, achievedMs: 100, characters: 17 });
  });

  it("says which group cannot have its interval; who wants little gets it", () => {
    const plan = planPolls(
      [item("1/holding/0/uint32", 10), item("2/holding/0/uint32", 1_000)],
      line,
    );
    expect(plan.isReachable).toBe(false);
    expect(plan.loadPercent).toBeCloseTo(252.5, 6);
    expect(plan.groups.map((group) => group.isReachable)).toEqual([false, true]);
    expect(plan.groups[0]!.achievedMs).toBeCloseTo(25 / 0.975, 6);
    expect(plan.groups[1]!.achievedMs).toBe(1_000);
  });

  it("gives an interval of 0 what the others leave, and never less than an even share", () => {
    const spare = planPolls([item("1/holding/0/uint32", 0), item("2/holding/0/uint32", 50)], line);
    expect(spare.groups[0]!.achievedMs).toBeCloseTo(50, 6);
    expect(spare.isReachable).toBe(true);
    const greedy = planPolls([item("1/holding/0/uint32", 0), item("2/holding/0/uint32", 1)], line);
    expect(greedy.groups.map((group) => Math.round(group.achievedMs))).toEqual([50, 50]);
  });

  it("shares evenly among the greedy", () => {
    expect(fairShares([0.1, Infinity, 5], 1)).toEqual([0.1, 0.45, 0.45]);
    expect(fairShares([0.2, 0.3], 1)).toEqual([0.2, 0.3]);
    expect(fairShares([], 1)).toEqual([]);
  });
});

const types = ["uint16", "uint32", "float64", "text3", "bool?bit=2"];
const someItems = fc
  .array(
    fc.record({
      unit: fc.integer({ min: 1, max: 2 }),
      table: fc.constantFrom("holding", "input"),
      register: fc.integer({ min: 0, max: 300 }),
      type: fc.constantFrom(...types),
      intervalMs: fc.constantFrom(0, 500, 1_000),
    }),
    { maxLength: 60 },
  )
  .map((all) =>
    all.map(({ unit, table, register, type, intervalMs }, index) => ({
      ...item(`${unit}/${table}/${register}/${type}`, intervalMs),
      id: String(index),
    })),
  );
const someCuts = fc.array(
  fc.record({
    unit: fc.integer({ min: 1, max: 2 }),
    table: fc.constantFrom("holding" as const, "input" as const),
    at: fc.integer({ min: 1, max: 300 }),
  }),
  { maxLength: 5 },
);

describe("whatever the tags", () => {
  it("reads every value exactly once and whole, in no request longer than allowed", () => {
    fc.assert(
      fc.property(someItems, someCuts, fc.integer({ min: 4, max: 125 }), (items, cuts, most) => {
        const plan = planPolls(items, { ...line, registersPerRead: most }, cuts);
        const reads = plan.groups.flatMap((group) => group.reads);
        const byId = new Map(items.map((one) => [one.id, one]));
        for (const read of reads) {
          expect(read.length).toBeLessThanOrEqual(most);
          for (const { id, at } of read.values) {
            const { address } = byId.get(id)!;
            expect(read.start + at).toBe(address.register);
            expect(at + registersOf(address.table, address.value)).toBeLessThanOrEqual(read.length);
          }
        }
        const read = reads.flatMap(({ values }) => values.map(({ id }) => id));
        expect(read.toSorted()).toEqual([...byId.keys()].toSorted());
      }),
      { seed, numRuns: 500 },
    );
  });

  it("reads no register of a group twice when values do not overlap", () => {
    const apart = someItems.map((items) =>
      items.map((one, index) => ({
        ...one,
        address: { ...one.address, register: index * 4 + (one.address.register % 2) },
      })),
    );
    fc.assert(
      fc.property(apart, fc.integer({ min: 4, max: 125 }), (items, most) => {
        for (const group of planPolls(items, { ...line, registersPerRead: most }).groups) {
          const registers = group.reads.flatMap(({ start, length }) =>
            Array.from({ length }, (_, at) => start + at),
          );
          expect(new Set(registers).size).toBe(registers.length);
        }
      }),
      { seed, numRuns: 500 },
    );
  });

  it("never promises more than the line has", () => {
    fc.assert(
      fc.property(someItems, (items) => {
        const { groups } = planPolls(items, line);
        const used = groups.reduce((sum, { roundMs, achievedMs }) => sum + roundMs / achievedMs, 0);
        expect(used).toBeLessThanOrEqual(1 + 1e-9);
        for (const group of groups)
          expect(group.achievedMs).toBeGreaterThanOrEqual(group.intervalMs - 1e-9);
      }),
      { seed, numRuns: 500 },
    );
  });
});
