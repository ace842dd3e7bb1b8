import { afterEach, beforeEach, expect, test } from "vitest";
import type { AlertChannels } from "#shared/alerts/alert-channels.ts";
import type { AlertCondition } from "#shared/alerts/alert-condition.ts";
import type { AlertRuleId, MachineId } from "#shared/kernel/id.ts";
import type { BoardTile } from "#shared/machines/machines.contract.ts";
import type { MachineState } from "#shared/machines/machine-state.ts";
import { engineActor } from "../../database/actor.ts";
import { write } from "../../database/write.ts";
import type { Writer } from "../../database/writer.ts";
import { noFigures } from "../../live/tile-figures.ts";
import {
  buildPlant,
  hours,
  minutes,
  mondayMorning,
  type BuiltPlant,
} from "../../testing/plant-builder.ts";
import { AlertWatch } from "./alert-watch.ts";
import { SignalNotices } from "./signal-notices.ts";
import { testRule } from "./test-rule.ts";

let plant: BuiltPlant;
let machine: MachineId;
let watch: AlertWatch;
let notices: SignalNotices;
let tile: BoardTile;
/** Steady clock. */
let steady: number;

const failOnLog = {
  error: (facts: { err?: Error }) => {
    throw facts.err ?? new Error(JSON.stringify(facts));
  },
} as never;
const nobody: AlertChannels = { roles: [], mail: [], webhooks: [], tellsCleared: false };
const command = { actor: engineActor("test"), operation: "test", commandId: null };
const inCommand = <Output>(decide: (writer: Writer) => Promise<Output>) =>
  write(plant.database, plant.identity, command, decide);

const newWatch = () =>
  new AlertWatch({
    database: plant.database,
    identity: plant.identity,
    log: failOnLog,
    steady: () => steady,
    tiles: () => [tile],
    takeSuspects: () => notices.takeSuspects(),
    changed: () => undefined,
  });

beforeEach(async () => {
  plant = await buildPlant();
  machine = plant.machine("FILL-1");
  steady = 0;
  notices = new SignalNotices(plant.database, plant.identity, () => undefined);
  tile = {
    ...noFigures,
    machineId: machine,
    code: "FILL-1",
    name: "Filler 1",
    kind: "filling",
    state: "running",
    cause: null,
    since: null,
    link: "live",
    lastDataAt: null,
    productCode: null,
    productName: null,
    orderNo: null,
    strip: [],
  };
  watch = newWatch();
});
afterEach(() => plant.close());

const putRule = (
  condition: AlertCondition,
  more: { plannedTimeOnly?: boolean; channels?: Partial<AlertChannels> } = {},
): Promise<AlertRuleId> =>
  inCommand(async (writer) => {
    const row = await writer.insert("alert_rule", {
      id: plant.identity.newId<"alert-rule">(),
      name: "Rule",
      condition: JSON.stringify(condition),
      machine_ids: null,
      planned_time_only: more.plannedTimeOnly === true ? 1 : 0,
      channels: JSON.stringify({ ...nobody, ...more.channels }),
      is_active: 1,
      created_at: 0,
    });
    return row.id;
  });

/** Facts of the machine from an instant on; the tile follows. */
async function machineDoes(state: MachineState, from = plant.identity.now()): Promise<void> {
  plant.database.raw
    .prepare("update machine_interval set ends_at = ? where ends_at is null")
    .run(from);
  await inCommand((writer) =>
    writer.putFact("machine_interval", {
      id: plant.identity.newId<"event">(),
      machine_id: machine,
      starts_at: from,
      ends_at: null,
      state,
      cause: null,
      reason_id: null,
      provenance: "measured",
    }),
  );
  tile = { ...tile, state, since: from };
}

/** Time passes on both clocks, with a look every ten seconds as the engine has it every three. */
async function pass(ms: number): Promise<void> {
  for (let left = ms; left > 0; left -= 10_000) {
    const step = Math.min(10_000, left);
    steady += step;
    plant.identity.set(plant.identity.now() + step);
    await watch.look();
  }
}

const alerts = () =>
  plant.database.reader
    .selectFrom("alert")
    .selectAll()
    .orderBy("raised_at")
    .orderBy("id")
    .execute();
const story = async () =>
  (await alerts()).map(({ kind, raised_at, cleared_at }) => [
    kind,
    (raised_at - mondayMorning) / 1_000,
    cleared_at === null ? null : (cleared_at - mondayMorning) / 1_000,
  ]);

test("a stop is one alert however the machine names it, told once, and clears by itself", async () => {
  await putRule(
    { kind: "stop_longer", minutes: 5 },
    { channels: { mail: ["shift@plant.example"], tellsCleared: true } },
  );
  await machineDoes("stopped");
  await pass(minutes(3));
  await machineDoes("down");
  await pass(minutes(7));
  expect(await story()).toEqual([["stop_longer", 310, null]]);
  // It twitches: that is still the same stop.
  await machineDoes("running");
  await pass(20_000);
  await machineDoes("stopped");
  await pass(minutes(8));
  expect(await story()).toEqual([["stop_longer", 310, null]]);

  await machineDoes("running");
  await pass(minutes(1));
  expect(await story()).toEqual([["stop_longer", 310, 1_140]]);
  const sent = await plant.database.reader
    .selectFrom("delivery")
    .select("moment")
    .orderBy("id")
    .execute();
  expect(sent.map(({ moment }) => moment)).toEqual(["raised", "cleared"]);
});

test("a restart in the middle raises nothing twice, and goes on where it was", async () => {
  await putRule({ kind: "stop_longer", minutes: 5 });
  await machineDoes("down");
  await pass(minutes(4));
  watch = newWatch();
  steady = 0;
  await pass(minutes(2));
  expect(await story()).toEqual([["stop_longer", 310, null]]);
  watch = newWatch();
  steady = 0;
  await pass(minutes(5));
  expect(await story()).toHaveLength(1);
});

test("setting the clock of the PC raises nothing and forgets nothing", async () => {
  await putRule({ kind: "stop_longer", minutes: 30 });
  await machineDoes("down");
  await pass(minutes(1));
  plant.identity.set(plant.identity.now() + hours(3));
  await pass(minutes(5));
  expect(await alerts()).toEqual([]);
  plant.identity.set(plant.identity.now() - hours(6));
  await pass(minutes(26));
  expect(await alerts()).toHaveLength(1);
});

test("missing data raises no OEE alert, and a low OEE that is known does", async () => {
  await putRule({ kind: "oee_below", percent: 60, afterMinutes: 10, minimumCoverage: 80 });
  await machineDoes("running");
  const shift = { id: "s", name: "Early", start: mondayMorning, end: mondayMorning + hours(8) };
  tile = { ...tile, shift, oee: { value: null, reason: "no_known_time" }, coverage: 0 };
  await pass(minutes(20));
  tile = { ...tile, oee: { value: 0.2 }, coverage: 0.5 };
  await pass(minutes(5));
  expect(await alerts()).toEqual([]);
  tile = { ...tile, coverage: 0.9 };
  await pass(minutes(2));
  const [raised] = await alerts();
  expect(JSON.parse(raised!.facts)).toMatchObject({ oee: 0.2, coverage: 0.9, shift: "Early" });
  // It loses sight of the machine: the alert stands, nobody knows better.
  tile = { ...tile, coverage: 0.1, oee: { value: 0.9 } };
  await pass(minutes(5));
  expect((await alerts())[0]!.cleared_at).toBeNull();
  tile = { ...tile, coverage: 0.9 };
  await pass(minutes(2));
  expect((await alerts())[0]!.cleared_at).not.toBeNull();
});

test("a rule for planned time is silent in a break and over when the plan ends", async () => {
  await putRule({ kind: "stop_longer", minutes: 5 }, { plannedTimeOnly: true });
  // The break of the early shift is from 10:00 to 10:30.
  plant.identity.set(mondayMorning + hours(3) + minutes(50));
  await machineDoes("down");
  await pass(minutes(9));
  expect(await alerts()).toHaveLength(1);
  await pass(minutes(2));
  expect((await alerts())[0]!.cleared_at).not.toBeNull();
  await pass(minutes(25));
  expect(await alerts()).toHaveLength(1);
  await pass(minutes(10));
  expect(await alerts()).toHaveLength(2);
});

test("a lost link is one alert of its connection; a rule that goes takes its alerts along", async () => {
  const id = await putRule({ kind: "link_lost", minutes: 5 });
  const connection = plant.connection("LINE");
  const gap = {
    id: plant.identity.newId(),
    connection_id: connection,
    starts_at: plant.identity.now(),
    ends_at: null,
    cause: "timeout",
    detail: "",
    tag_code: null,
    back_read: null,
  };
  await inCommand((writer) => writer.putFact("gap", gap));
  await pass(minutes(6));
  expect((await alerts()).map(({ kind, subject }) => [kind, subject])).toEqual([
    ["link_lost", connection],
  ]);
  await inCommand((writer) => writer.update("alert_rule", id, null, { is_active: 0 }));
  await pass(10_000);
  expect((await alerts())[0]!.cleared_at).not.toBeNull();
});

test("stops without a reason add up, and a slow machine is told while it runs", async () => {
  await putRule({ kind: "unclassified_above", minutes: 10 });
  await putRule({ kind: "rate_below", percent: 80, minutes: 10 });
  await machineDoes("running");
  await inCommand((writer) =>
    writer.putFact("machine_run", {
      id: plant.identity.newId<"run">(),
      machine_id: machine,
      product_id: plant.product("P-1"),
      product_code: "P-1",
      order_no: null,
      starts_at: plant.identity.now(),
      ends_at: null,
      source: "signal",
    } as never),
  );
  await pass(minutes(15));
  // No piece came: effectiveness 0 of a machine that runs.
  expect((await alerts()).map(({ kind }) => kind)).toEqual(["rate_below"]);
  await machineDoes("down");
  await pass(minutes(12));
  expect((await alerts()).map(({ kind }) => kind)).toEqual(["rate_below", "unclassified_above"]);
});

test("what a counter told is a note under the bell once, and an alert where a rule asks for it", async () => {
  await putRule({ kind: "counts_suspect" });
  const notice = { machineId: machine, at: 0, tagCode: "fill-1.count", detail: "12 > 9" };
  for (let i = 0; i < 3; i++) {
    await notices.take([
      { ...notice, code: "counts_disagree" },
      { ...notice, code: "stale" },
    ]);
    await pass(minutes(5));
  }
  expect((await alerts()).map(({ kind, cleared_at }) => [kind, cleared_at === null])).toEqual([
    ["notice", false],
    ["counts_suspect", true],
  ]);
  await pass(minutes(31));
  expect((await alerts()).every(({ cleared_at }) => cleared_at !== null)).toBe(true);
});

test("what a rule would have raised is read from the stops of a week", async () => {
  const start = plant.identity.now();
  for (const [state, at] of [
    ["running", 0],
    ["down", 20],
    ["running", 32],
    ["stopped", 40],
    ["down", 44],
    ["running", 51],
    ["down", 60],
    ["running", 64],
  ] as const)
    await machineDoes(state, start + minutes(at));
  const now = start + minutes(90);
  plant.database.raw.prepare("insert into heartbeat (id, at) values (1, ?)").run(now);
  const ask = (condition: AlertCondition) =>
    testRule(plant.database.reader, { condition, machineIds: null, plannedTimeOnly: true });
  expect(await ask({ kind: "stop_longer", minutes: 10 })).toEqual({
    days: 7,
    total: 2,
    machines: [{ machineId: machine, code: "FILL-1", count: 2 }],
  });
  expect((await ask({ kind: "rate_below", percent: 80, minutes: 10 })).total).toBeNull();
});
