import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { ConnectionId, MachineId, TagId } from "#shared/kernel/id.ts";
import type { LinkChange, Sample } from "#shared/machines/sample.ts";
import { emptyMemory } from "#shared/machines/signals/machine-memory.ts";
import { signalRules } from "#shared/machines/signal-rules.ts";
import type { Driver, DriverSink, DriverTag } from "../drivers/driver.ts";
import type {
  FromIntake,
  IntakeConfiguration,
  IntakeConnection,
  PackedBatch,
} from "./intake-protocol.ts";
import { PlantIntake } from "./plant-intake.ts";

const connectionId = "c" as ConnectionId;
const [running, speed] = ["t-running" as TagId, "t-speed" as TagId];
const start = Date.UTC(2026, 10, 22, 6);

/** A driver in the hands of the test. */
class HandDriver implements Driver {
  sink: DriverSink | null = null;
  tags: readonly DriverTag[];
  constructor(tags: readonly DriverTag[]) {
    this.tags = tags;
  }
  start = async (sink: DriverSink) => void (this.sink = sink);
  stop = async () => void (this.sink = null);
  retag = async (tags: readonly DriverTag[]) => void (this.tags = tags);
  browse = async () => [];
  test = async () => ({ ok: true, steps: [], hint: null });
  health = () => ({
    connection: connectionId,
    link: "live" as const,
    since: start,
    cause: null,
    detail: null,
    clockOffsetMs: 0,
    lastDataAt: null,
    reconnects: 0,
    counters: { values: 0, lost: 0, errors: 0 },
    tags: [],
  });
}

const connection = (more: Partial<IntakeConnection> = {}): IntakeConnection => ({
  id: connectionId,
  settings: { driver: "simulated", seed: 1, cycleMs: 1_000 },
  login: null,
  silentSince: null,
  isEnabled: true,
  tags: [
    { id: running, code: "m.running", address: "running", class: "state", deadband: null },
    { id: speed, code: "m.speed", address: "speed", class: "analog", deadband: null },
  ],
  ...more,
});
const configuration = (
  connections: readonly IntakeConnection[] = [connection()],
): IntakeConfiguration => ({
  connections,
  machines: [
    {
      id: "m" as MachineId,
      rules: signalRules.parse({
        state: { type: "running_bit", running: "m.running", debounceMs: 0 },
      }),
      memory: emptyMemory(),
    },
  ],
});
const live = (at: number): LinkChange => ({ connection: connectionId, link: "live", at });
const read = (tag: TagId, value: Sample["value"], at: number): Sample => ({
  tag,
  value,
  status: 0,
  sourceTime: at,
  serverTime: at,
  receivedTime: at,
});

describe("the intake", () => {
  let posted: FromIntake[];
  let drivers: HandDriver[];
  let intake: PlantIntake;

  beforeEach(() => {
    vi.useFakeTimers({ now: start });
    posted = [];
    drivers = [];
    intake = new PlantIntake({
      open: ({ tags }) => drivers[drivers.push(new HandDriver(tags)) - 1]!,
      clock: { now: () => Date.now(), monotonic: () => performance.now() },
      post: (message) => void posted.push(message),
      limits: { waitingSamples: 10 },
    });
    intake.start();
  });
  afterEach(async () => {
    await intake.stop();
    vi.useRealTimers();
  });

  const batches = (): { number: number; batch: PackedBatch }[] =>
    posted.flatMap((one) => (one.kind === "batch" ? one : []));
  const facts = () =>
    batches().flatMap(({ batch }) => batch.machines.flatMap((machine) => machine.facts));

  it("hands over samples, facts, memory and the link in one batch", async () => {
    await intake.configure(1, configuration());
    drivers[0]!.sink!.link(live(start));
    drivers[0]!.sink!.samples([read(running, true, start), read(speed, 30, start)]);
    vi.advanceTimersByTime(250);
    const { batch } = batches().at(-1)!;
    expect(batch).toMatchObject({ generation: 1, links: [live(start)], samples: { count: 2 } });
    expect(batch.machines).toEqual([
      {
        machineId: "m",
        facts: [expect.objectContaining({ kind: "state", state: "running", at: start })],
        memory: expect.anything(),
      },
    ]);
  });

  it("keeps samples back while eight batches are not on disk, then hands over what waited", async () => {
    await intake.configure(1, configuration());
    for (let round = 0; round < 12; round++) {
      drivers[0]!.sink!.samples([read(running, round % 2 === 0, Date.now())]);
      vi.advanceTimersByTime(200);
    }
    expect(batches()).toHaveLength(8);
    intake.acknowledge(batches()[0]!.number);
    vi.advanceTimersByTime(200);
    expect(batches()).toHaveLength(9);
    expect(batches().reduce((sum, { batch }) => sum + (batch.samples?.count ?? 0), 0)).toBe(12);
  });

  it("gives up analog samples first when the disk is blocked, as a gap and never silently", async () => {
    await intake.configure(1, configuration());
    const sink = drivers[0]!.sink!;
    sink.samples(
      Array.from({ length: 20 }, (_, at) =>
        read(at % 2 === 0 ? running : speed, at % 4 === 0, start + at),
      ),
    );
    vi.advanceTimersByTime(200);
    const { overflows, samples } = batches().at(-1)!.batch;
    expect(samples!.count).toBeLessThanOrEqual(10);
    expect(overflows.length).toBeGreaterThan(0);
    expect(overflows[0]).toMatchObject({ tag: speed });
  });

  it("watches more tags beside the configured ones and keeps their readings to itself", async () => {
    await intake.configure(1, configuration());
    const extra: DriverTag = { ...connection().tags[0]!, id: "w" as TagId, address: "extra" };
    await intake.watch(connectionId, [extra]);
    expect(drivers).toHaveLength(1);
    expect(drivers[0]!.tags.map(({ id }) => id)).toEqual([running, speed, "w"]);

    drivers[0]!.sink!.samples([read("w" as TagId, 7, start), read(running, true, start)]);
    vi.advanceTimersByTime(250);
    expect(posted).toContainEqual({
      kind: "watched",
      connection: connectionId,
      readings: [{ tag: "w", at: start, value: 7, status: 0 }],
    });
    expect(batches().at(-1)!.batch.samples).toMatchObject({ count: 1 });

    await intake.watch(connectionId, []);
    expect(drivers[0]!.tags.map(({ id }) => id)).toEqual([running, speed]);
  });

  it("watches a switched-off connection through a driver of its own, which goes when the watching ends", async () => {
    await intake.configure(1, configuration([connection({ isEnabled: false })]));
    await intake.watch(connectionId, [{ ...connection().tags[0]!, id: "w" as TagId }]);
    expect(drivers).toHaveLength(1);
    expect(drivers[0]!.sink).not.toBeNull();
    await intake.watch(connectionId, []);
    expect(drivers[0]!.sink).toBeNull();
  });

  it("reports what the server dropped with the reading before it", async () => {
    await intake.configure(1, configuration());
    const sink = drivers[0]!.sink!;
    sink.samples([read(running, true, start)]);
    sink.overflow([{ tag: running, at: start + 900 }]);
    vi.advanceTimersByTime(200);
    expect(batches().at(-1)!.batch.overflows).toEqual([
      { tag: running, at: start + 900, since: start },
    ]);
  });

  it("says that a switched-off connection is lost, once, and its machine unknown", async () => {
    await intake.configure(1, configuration());
    drivers[0]!.sink!.link(live(start));
    drivers[0]!.sink!.samples([read(running, true, start)]);
    vi.advanceTimersByTime(1_000);
    await intake.configure(2, configuration([connection({ isEnabled: false })]));
    vi.advanceTimersByTime(1_000);
    expect(
      batches()
        .flatMap(({ batch }) => batch.links)
        .map((change) => change.link),
    ).toEqual(["live", "lost"]);
    expect(facts().at(-1)).toMatchObject({ kind: "state", state: "unknown", cause: "disabled" });
  });

  it("retags a running driver and replaces it only when its settings change", async () => {
    await intake.configure(1, configuration());
    const tags = connection().tags.slice(0, 1);
    await intake.configure(2, configuration([connection({ tags })]));
    expect(drivers).toHaveLength(1);
    expect(drivers[0]!.tags).toEqual(tags);
    await intake.configure(
      3,
      configuration([connection({ settings: { driver: "simulated", seed: 2, cycleMs: 500 } })]),
    );
    expect(drivers).toHaveLength(2);
    expect(drivers[0]!.sink).toBeNull();
  });

  it("a machine whose rules change sees the present readings again", async () => {
    await intake.configure(1, configuration());
    drivers[0]!.sink!.link(live(start));
    drivers[0]!.sink!.samples([read(running, true, start), read(speed, 0, start)]);
    vi.advanceTimersByTime(1_000);
    const rules = signalRules.parse({
      state: { type: "threshold", value: "m.speed", runningAbove: 10, stoppedBelow: 5 },
    });
    await intake.configure(2, {
      ...configuration(),
      machines: [{ ...configuration().machines[0]!, rules }],
    });
    vi.advanceTimersByTime(1_000);
    expect(facts().at(-1)).toMatchObject({ kind: "state", state: "stopped" });
  });

  it("tells the screens the newest value of what changed, at most four times a second", async () => {
    await intake.configure(1, configuration());
    for (let at = 0; at < 10; at++) {
      drivers[0]!.sink!.samples([read(speed, at, Date.now())]);
      vi.advanceTimersByTime(100);
    }
    const told = posted.flatMap((one) => (one.kind === "live" ? one : []));
    expect(told.length).toBeLessThanOrEqual(4);
    expect(told.at(-1)!.values).toMatchObject({ count: 1, tag: Uint32Array.of(1) });
  });

  it("says that it is alive although nothing happens", async () => {
    await intake.configure(1, configuration());
    vi.advanceTimersByTime(30_000);
    for (const { number } of batches()) intake.acknowledge(number);
    expect(batches().length).toBeGreaterThanOrEqual(5);
    expect(batches().at(-1)!.batch).toMatchObject({ samples: null, links: [] });
  });

  it("stops with a last batch that says every live link is lost because the engine stopped", async () => {
    await intake.configure(1, configuration());
    drivers[0]!.sink!.link(live(start));
    await intake.stop();
    expect(batches().at(-1)!.batch.links.at(-1)).toMatchObject({
      link: "lost",
      cause: "engine_stopped",
    });
  });
});
