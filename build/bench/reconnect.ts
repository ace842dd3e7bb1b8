/** `npm run bench -- reconnect`: every way in which a link breaks, through the real engine. See README.md. */
import { writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { TcpCut } from "#desktop/engine/drivers/opcua/tcp-cut.ts";
import { tickPlant } from "./capture/tick-plant.ts";
import { startTickServer, type TickServerProcess } from "./capture/tick-server-process.ts";
import { rounded } from "./figures/percentile.ts";
import { TickPlantWatch } from "./reconnect/tick-plant-watch.ts";
import { benchOptions, wholeNumber } from "./run/bench-options.ts";
import { runBench, type BenchRun } from "./run/bench-run.ts";
import { startEngineProcess } from "./run/engine-process.ts";

const options = benchOptions({
  items: wholeNumber(1, 1_000, 200),
  kills: wholeNumber(1, 24, 24),
});

const rateHz = 10;
const periodMs = 1_000 / rateHz;
const publishingMs = 250;
/** The server's queues hold 10 s. */
const bridgeSeconds = 10;
const settleMs = 3_000;
const recoverLimitMs = 60_000;

/** The plant with everything that can be broken. */
interface Broken {
  server: TickServerProcess;
  readonly cable: TcpCut;
  /** kill -9 and, after a while, the same server again. Returns the instant at which it serves. */
  restart(downMs: number, namespacesBefore?: number): Promise<number>;
}

interface Case {
  readonly name: string;
  /** Breaks the link and mends it. Returns the instant at which nothing is in the way any more. */
  readonly breakAndMend: (plant: Broken) => Promise<number>;
}

const cutFor =
  (seconds: number, dropAfterSeconds: number | null = null) =>
  async ({ cable, server }: Broken): Promise<number> => {
    cable.cut();
    const dropMs = (dropAfterSeconds ?? seconds) * 1_000;
    await pause(dropMs);
    if (dropAfterSeconds !== null) server.dropSessions();
    await pause(seconds * 1_000 - dropMs);
    cable.restore();
    return Date.now();
  };

const freezeFor =
  (seconds: number) =>
  async ({ server }: Broken): Promise<number> => {
    server.signal("SIGSTOP");
    await pause(seconds * 1_000);
    server.signal("SIGCONT");
    return Date.now();
  };

const swallowFor =
  (seconds: number) =>
  async ({ cable }: Broken): Promise<number> => {
    cable.swallow();
    await pause(seconds * 1_000);
    cable.restore();
    return Date.now();
  };

const cases: readonly Case[] = [
  { name: "kill -9, back after 3 s", breakAndMend: (plant) => plant.restart(3_000) },
  ...Array.from({ length: options.kills }, (_, at) => ({
    name: `kill -9 in a row, ${at + 1}`,
    breakAndMend: (plant: Broken) => plant.restart(200),
  })),
  { name: "network cut 5 s, queue of 10 s", breakAndMend: cutFor(5) },
  { name: "network cut 20 s, queue of 10 s", breakAndMend: cutFor(20) },
  { name: "network cut 25 s, session dropped after 10 s", breakAndMend: cutFor(25, 10) },
  { name: "network swallows everything 20 s", breakAndMend: swallowFor(20) },
  { name: "server frozen 20 s", breakAndMend: freezeFor(20) },
  { name: "server frozen 75 s", breakAndMend: freezeFor(75) },
  {
    name: "server back with a shifted namespace index",
    breakAndMend: (plant) => plant.restart(1_000, 2),
  },
];

interface Course {
  readonly name: string;
  readonly from: number;
  readonly mendedAt: number;
  readonly flowingAt: number | null;
  readonly settledAt: number;
}

async function reconnect(run: BenchRun): Promise<{ cases: object[] }> {
  const { items } = options;
  const epoch = Math.ceil(Date.now() / 1_000) * 1_000;
  const wished = { items, rateHz, epoch, skipsOwed: true };
  const first = await startTickServer(run, wished);
  const port = Number(new URL(first.endpoint.replace("opc.tcp", "http")).port);
  const cable = await TcpCut.between(first.endpoint);
  run.onEnd(() => cable.close());
  const plant: Broken = {
    server: first,
    cable,
    restart: async (downMs, namespacesBefore = 0) => {
      await plant.server.kill();
      await pause(downMs);
      plant.server = await startTickServer(run, { ...wished, port, namespacesBefore });
      return Date.now();
    },
  };
  const data = path.join(run.folder, "plant");
  const config = path.join(run.folder, "plant.yaml");
  const { endpoint } = cable;
  const wanted = tickPlant({ endpoint, items, publishingMs, securedBy: null, bridgeSeconds });
  writeFileSync(config, JSON.stringify(wanted));
  const engine = await startEngineProcess(run, { data, config, profile: null });
  const watch = new TickPlantWatch(engine, data);
  run.onEnd(() => watch.close());
  if ((await watch.flowing(Date.now(), recoverLimitMs)) === null)
    throw new Error("no data came at the start");
  await pause(settleMs);

  const courses: Course[] = [];
  for (const { name, breakAndMend } of cases) {
    const from = Date.now();
    const mendedAt = await breakAndMend(plant);
    const flowingAt = await watch.flowing(mendedAt, recoverLimitMs);
    await pause(settleMs);
    courses.push({ name, from, mendedAt, flowingAt, settledAt: Date.now() });
    const took = flowingAt === null ? "not at all" : `after ${flowingAt - mendedAt} ms`;
    run.tell(`${name}: flows again ${took}`);
  }
  await pause(settleMs);
  await watch.stop();
  await engine.stop();
  const stored = watch.storedTicks();
  const gaps = watch.gaps();

  const figures = (course: Course) => {
    // What was published right before is in the window too; what comes after the next case began is not.
    const firstTick = Math.ceil((course.from - settleMs / 2 - epoch) / periodMs);
    const endTick = Math.floor((course.settledAt - settleMs / 2 - epoch) / periodMs);
    let lost = 0;
    let unexplained = 0;
    for (let tag = 1; tag <= items; tag++) {
      const ticks = stored.get(tag) ?? new Set<number>();
      const own = gaps.filter((gap) => gap.tag === null || gap.tag === tag);
      for (let tick = firstTick; tick < endTick; tick++) {
        if (ticks.has(tick)) continue;
        lost += 1;
        const at = epoch + tick * periodMs;
        if (!own.some(({ start, end }) => start <= at && at <= end)) unexplained += 1;
      }
    }
    return { lost, unexplained };
  };
  const asRow = (course: Course) => {
    const { lost, unexplained } = figures(course);
    if (unexplained > 0) run.tell(`${course.name}: ${unexplained} of ${lost} not in the ledger`);
    const { flowingAt, mendedAt, from } = course;
    return {
      case: course.name,
      recovered: flowingAt !== null,
      recoverySeconds: flowingAt === null ? null : rounded((flowingAt - mendedAt) / 1_000, 2),
      samplesLost: lost,
      lossInLedger: unexplained === 0,
      lookedAliveWhileDead: watch.lookedAlive(from, mendedAt),
    };
  };
  const rows = courses.map(asRow);
  const inARow = rows.filter((row) => row.case.includes("in a row"));
  const seconds = inARow.map((row) => row.recoverySeconds ?? Infinity);
  const together = {
    case: `kill -9, ${inARow.length} times in a row`,
    recovered: inARow.every((row) => row.recovered),
    recoverySeconds: Math.max(...seconds),
    samplesLost: inARow.reduce((sum, row) => sum + row.samplesLost, 0),
    lossInLedger: inARow.every((row) => row.lossInLedger),
    lookedAliveWhileDead: inARow.some((row) => row.lookedAliveWhileDead),
  };
  const [kill, ...others] = rows.filter((row) => !inARow.includes(row));
  return { cases: [kill!, together, ...others] };
}

await runBench({ name: "reconnect", limitSeconds: 900, measure: reconnect });
