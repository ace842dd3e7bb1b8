import { mkdirSync } from "node:fs";
import type { ConnectionId } from "#shared/kernel/id.ts";
import { applyConfig } from "./modules/plant/apply-config.ts";
import { engineActor } from "./database/actor.ts";
import { openDatabase } from "./database/open-database.ts";
import { write } from "./database/write.ts";
import { lockDataFolder } from "./data-folder-lock.ts";
import { watchHealth } from "./health/engine-health.ts";
import { statusSource } from "./health/plant-status.ts";
import { watchClock } from "./housekeeping/clock-watch.ts";
import { keepHouse } from "./housekeeping/housekeeping.ts";
import type { Identity } from "./identity.ts";
import { Intake } from "./intake/intake.ts";
import { readConfiguration } from "./intake/read-configuration.ts";
import { Board } from "./live/board.ts";
import { LiveValues } from "./live/live-values.ts";
import { openLog } from "./log/engine-log.ts";
import type { FactsPort } from "./facts-port.ts";
import { SignInThrottle } from "./modules/access/sign-in-throttle.ts";
import { DemoLoad } from "./modules/plant/demo-load.ts";
import { findDemo, loadDemo } from "./modules/plant/load-demo.ts";
import { findPlant } from "./modules/plant/plant.store.ts";
import { OeeSlices } from "./pipeline/4-oee.ts";
import { Capture } from "./pipeline/capture.ts";
import { BatchCommitter } from "./pipeline/commit-batch.ts";
import { heal } from "./pipeline/heal.ts";
import { PlantLookup } from "./pipeline/plant-lookup.ts";
import { TeachSessions } from "./modules/teach/teach-sessions.ts";
import { PreviewThreads } from "./modules/rules/preview-threads.ts";
import { RuleDue } from "./modules/rules/rule-due.ts";
import { RuleFiler } from "./modules/rules/rule-filer.ts";
import { PlantAlerts } from "./plant-alerts.ts";
import { PlantChanges } from "./plant-changes.ts";
import { PlantConnections } from "./plant-connections.ts";
import { ReaderThreads } from "./readers/reader-threads.ts";
import { recomputeOnChange } from "./recompute-on-change.ts";
import { rpcHandler } from "./router.ts";
import { Callers } from "./serve/caller.ts";
import { openEngineServer } from "./serve/engine-server.ts";
import { serveSocket } from "./serve/serve-socket.ts";
import type { PlantConfig } from "#shared/plant/plant-config.ts";

export interface EngineOptions {
  readonly folder: string;
  readonly version: string;
  readonly identity: Identity;
  /** Every client must present it. */
  readonly token: string;
  readonly port: number;
  readonly pageFolder: string | null;
  /** Applied before capture starts; null = the plant as it is. */
  readonly config: PlantConfig | null;
  /** Folder of a demo that first run may load. */
  readonly demoFolder: string | undefined;
  /** Load the demo now when there is no plant yet. */
  readonly loadsDemo: boolean;
}

export interface Engine {
  readonly port: number;
  readonly url: string;
  /** Stores what was captured, then closes everything. */
  stop(): Promise<void>;
}

/**
 * Puts the engine together and starts it: lock → database → heal → capture → screens.
 * @throws DataFolderInUse, or SQLite's error when the files cannot be opened
 */
export async function startEngine(options: EngineOptions): Promise<Engine> {
  const { folder, identity, token, version } = options;
  mkdirSync(folder, { recursive: true });
  const lock = lockDataFolder(folder, identity.now());
  const log = openLog(folder);
  const database = await openDatabase(folder, identity.now());
  log.info({ folder, version }, "the engine starts");

  const engine = engineActor("engine");
  if (options.config) {
    const { config } = options;
    const command = { actor: engine, operation: "plant.importConfig", commandId: null };
    const tally = await write(database, identity, command, (writer) =>
      applyConfig(writer, identity, config, identity.now()),
    );
    log.info(tally, "the configuration is applied");
  }

  const lookup = new PlantLookup(database.raw);
  const committer = new BatchCommitter(database, identity, lookup);
  const { stoppedAt } = await heal(database, committer, identity.now());
  if (stoppedAt !== null) log.info({ stoppedAt }, "capture goes on after a stop");

  const monotonic = () => performance.now();
  const capture = new Capture({ database, identity, log, committer, monotonic });
  const slices = new OeeSlices(database, identity, committer.stale);
  const liveValues: LiveValues = new LiveValues((tag) => intake.latest(tag));
  const connections: PlantConnections = new PlantConnections({
    folder,
    database,
    identity,
    log,
    intake: () => intake,
  });
  const alerts: PlantAlerts = new PlantAlerts({
    database,
    identity,
    log,
    vault: connections.vault,
    board: () => board,
  });
  const intake: Intake = new Intake({
    pkiFolder: connections.pkiFolder,
    log,
    handlers: {
      batch: async (batch) => {
        if (!(await capture.accept(batch)))
          throw new Error("the engine stops before this batch could be stored");
        connections.stored(batch);
      },
      configuration: () =>
        readConfiguration({
          raw: database.raw,
          memories: committer.memories,
          ...connections.configurationParts(),
        }),
      live: (changed) => liveValues.changed(changed),
      watched: (connection, readings) => teach.take(connection, readings),
      notices: (notices) => {
        log.info({ notices }, "signal rules noticed something");
        alerts.notices
          .take(notices)
          .catch((error: unknown) => log.error({ err: error }, "notices could not be stored"));
      },
    },
  });
  const board = new Board(
    database,
    identity,
    {
      link: (connection: ConnectionId) => intake.health(connection)?.link ?? "lost",
      lastDataAt: (connection: ConnectionId) => intake.health(connection)?.lastDataAt ?? null,
    },
    log,
  );
  capture.onCommitted(({ touched }) => board.committed(touched.keys()));

  const changes = new PlantChanges();
  const demo = new DemoLoad();
  const demoFiles = findDemo(options.demoFolder);
  const loadTheDemo =
    demoFiles === null
      ? null
      : async () => {
          await demo.run((tell) => loadDemo(database, identity, demoFiles, tell));
          changes.tell("plant");
          changes.tell("machines");
        };
  const recomputing = recomputeOnChange({
    changes,
    lookup,
    committer,
    slices,
    board,
    intake,
    database,
    identity,
    log,
  });

  const teach: TeachSessions = new TeachSessions({
    browse: (id, address) => intake.browse(id, address),
    watch: (id, tags) => intake.watch(id, tags),
  });
  const readers = new ReaderThreads(folder);
  const previews = new PreviewThreads(folder, log);
  const ruleDue = new RuleDue(database.raw);
  const facts: FactsPort = {
    refold: (machineId, span) => committer.refold(machineId, span),
    mark: (machineId, span) => committer.stale.mark(machineId, span),
    forget: () => committer.forget(),
    changed: (machineId) => board.committed([machineId]),
  };
  const ruleFiler = new RuleFiler({
    database,
    identity,
    facts,
    due: ruleDue,
    suggest: async (machineId, at) =>
      (await readers.run("rules.suggest", { machineId, at })).suggestions,
  });
  const callers = new Callers();
  const handler = rpcHandler({
    plant: {
      version,
      changes,
      demo,
      loadDemo: loadTheDemo,
      health: watchHealth({ folder, version, capture, intake, identity }),
      status: () => statusSource({ database, identity, intake, board, capture }),
    },
    callers,
    throttle: new SignInThrottle(),
    connections,
    liveValues,
    board,
    readers,
    // What people say of a time, or take back, is looked at by rules again.
    facts: {
      ...facts,
      // Who said it looks at what it did: those figures come before all others.
      mark: (machineId, span) => {
        committer.stale.markUrgent(machineId, span);
        ruleDue.mark(machineId, span);
      },
      changed: (machineId) => {
        facts.changed(machineId);
        slices
          .computeUrgent()
          .catch((error: unknown) => log.error({ err: error }, "figures could not be computed"));
      },
    },
    previews,
    ruleDue,
    teach,
    alerts,
  });
  const server = await openEngineServer({
    port: options.port,
    token,
    pageFolder: options.pageFolder,
    log,
    onSocket: (socket, station, remote) =>
      serveSocket({ handler, callers, database, identity, log }, socket, station, remote),
  });

  if (options.loadsDemo && loadTheDemo && !(await findPlant(database.reader))) await loadTheDemo();
  await board.reload();
  intake.start();
  connections.start();
  board.start();
  await alerts.start();
  const stopHouse = keepHouse({ database, identity, slices, ruleFiler, log });
  const stopClock = watchClock(database, identity, log);
  const connectionIds = database.raw.prepare<[], ConnectionId>("select id from connection").pluck();
  const healthTimer = setInterval(() => {
    for (const id of connectionIds.all() as ConnectionId[])
      liveValues.putHealth(intake.health(id)?.tags ?? []);
  }, 2_000);

  return {
    port: server.port,
    url: server.url,
    async stop() {
      clearInterval(healthTimer);
      stopClock();
      stopHouse();
      board.stop();
      teach.close();
      await server.close();
      await alerts.stop();
      await intake.stop();
      await capture.stop();
      await connections.stop();
      await recomputing.stop();
      await previews.close();
      await readers.close();
      database.close();
      lock.release();
      log.info({}, "the engine has stopped");
      log.flush();
    },
  };
}
