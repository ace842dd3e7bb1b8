import type { EngineHealth, PlantStatus } from "#shared/plant/plant.contract.ts";
import { paged, searched } from "../../database/list-query.ts";
import type { PlantChanges } from "../../plant-changes.ts";
import { eventStream, type EventSource } from "../../serve/event-stream.ts";
import { reading, writing } from "../../serve/house.ts";
import { hashPassword } from "../access/password.ts";
import { hashToken, openSession } from "../access/session.store.ts";
import { signedIn } from "../access/user.store.ts";
import { applyConfig } from "./apply-config.ts";
import type { DemoLoad } from "./demo-load.ts";
import { exportConfig } from "./export-config.ts";
import { addUser, foundPlant } from "./first-run.ts";
import { hasDemoUser } from "./load-demo.ts";
import { findPlant, plantFactsOf, thePlant } from "./plant.store.ts";
import { configText, readConfig } from "./read-config.ts";

export interface PlantParts {
  readonly version: string;
  readonly changes: PlantChanges;
  readonly demo: DemoLoad;
  /** Loads the demo that stands by; null when none does. */
  readonly loadDemo: (() => Promise<void>) | null;
  readonly health: () => EngineHealth;
  /** A source of its own for each listener, because each has seen something else. */
  readonly status: () => EventSource<PlantStatus>;
}

export const plantHandlers = (parts: PlantParts) => ({
  welcome: reading.plant.welcome.handler(async ({ context }) => {
    const plant = await findPlant(context.reader);
    const hasUsers =
      (await context.reader.selectFrom("user_account").select("id").executeTakeFirst()) !==
      undefined;
    return {
      state: parts.demo.isRunning ? "loading_demo" : plant && hasUsers ? "ready" : "unconfigured",
      plant: plant ? plantFactsOf(plant) : null,
      engineVersion: parts.version,
      demoAvailable: parts.loadDemo !== null,
      isDemo: await hasDemoUser(context.database),
      now: context.identity.now(),
    };
  }),

  firstRun: writing.plant.firstRun.handler(async ({ input, context }) => {
    const { identity, caller, log } = context;
    const passwordHash = await hashPassword(input.user.password);
    const { user, sessionToken } = await context.write(async (writer) => {
      await foundPlant(writer, identity, input);
      const { username, displayName } = input.user;
      const row = await addUser(writer, identity, {
        username,
        displayName,
        role: "admin",
        passwordHash,
      });
      const token = await openSession(writer, row.id, caller.station, identity.now());
      writer.afterCommit(() => parts.changes.tell("plant"));
      return { user: signedIn(row), sessionToken: token };
    });
    caller.session = { user, tokenHash: hashToken(sessionToken) };
    if (input.start === "demo" && parts.loadDemo) {
      parts
        .loadDemo()
        .catch((error: unknown) => log.error({ err: error }, "the demo could not be loaded"));
    }
    return { user, sessionToken };
  }),

  watchDemoLoad: reading.plant.watchDemoLoad.handler(({ signal }) =>
    eventStream(parts.demo.source(), signal),
  ),

  get: reading.plant.get.handler(async ({ context }) =>
    plantFactsOf(await thePlant(context.reader)),
  ),

  update: writing.plant.update.handler(({ input, context }) =>
    context.write(async (writer) => {
      const plant = await thePlant(writer);
      const row = await writer.update("plant", plant.id, input.basedOn, {
        ...(input.name !== undefined && { name: input.name }),
        ...(input.language !== undefined && { language: input.language }),
        ...(input.policy !== undefined && { policy: JSON.stringify(input.policy) }),
      });
      writer.afterCommit(() => parts.changes.tell("plant"));
      return plantFactsOf(row);
    }),
  ),

  watchStatus: reading.plant.watchStatus.handler(({ signal }) =>
    eventStream(parts.status(), signal),
  ),

  health: reading.plant.health.handler(() => parts.health()),

  exportConfig: reading.plant.exportConfig.handler(async ({ context }) => ({
    yaml: configText(await exportConfig(context.reader)),
  })),

  importConfig: writing.plant.importConfig.handler(async ({ input, context }) => {
    const read = readConfig(input.yaml);
    if (!read.ok) return { issues: [...read.issues], created: 0, updated: 0, unchanged: 0 };
    const tally = await context
      .write(async (writer) => {
        const counted = await applyConfig(
          writer,
          context.identity,
          read.config,
          context.identity.now(),
        );
        if (input.dryRun) throw new DryRun(counted);
        writer.afterCommit(() => parts.changes.tell("machines"));
        return counted;
      })
      .catch((error: unknown) => {
        if (error instanceof DryRun) return error.tally;
        throw error;
      });
    return { issues: [], ...tally };
  }),

  audit: reading.plant.audit.handler(async ({ input, context }) => {
    const columns = { at: "at", actorName: "actor_name", entity: "entity" } as const;
    const query = context.reader
      .selectFrom("audit_entry")
      .selectAll()
      .where((where) =>
        searched(where, input.search, ["actor_name", "operation", "entity", "entity_id", "after"]),
      );
    const { rows, total } = await paged(query, columns[input.sortBy], input);
    return {
      rows: rows.map((row) => ({
        id: row.id,
        at: row.at,
        actorName: row.actor_name,
        station: row.station,
        operation: row.operation,
        entity: row.entity,
        entityId: row.entity_id,
        before: row.before,
        after: row.after,
      })),
      total,
    };
  }),
});

/** Takes a dry run's transaction back after it has counted what would change. */
class DryRun extends Error {
  readonly tally: { created: number; updated: number; unchanged: number };

  constructor(tally: DryRun["tally"]) {
    super("dry run");
    this.tally = tally;
  }
}
