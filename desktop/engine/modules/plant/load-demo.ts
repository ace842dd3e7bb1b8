import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { engineActor } from "../../database/actor.ts";
import type { PlantDatabase } from "../../database/open-database.ts";
import { write } from "../../database/write.ts";
import type { Identity } from "../../identity.ts";
import { loadRecording } from "../../recording/load-recording.ts";
import { readRecordingHead } from "../../recording/recording.ts";
import { hashPassword } from "../access/password.ts";
import { findUser } from "../access/user.store.ts";
import { applyConfig } from "./apply-config.ts";
import type { DemoProgress } from "./demo-load.ts";
import { readDemoPeople, tellDemoPeople } from "./demo-people.ts";
import { addUser } from "./first-run.ts";
import { findPlant, plantFactsOf } from "./plant.store.ts";
import { readConfig } from "./read-config.ts";

/** The user of a demo that was loaded without first run; its sign-in is shown on the page. */
export const demoUser = { username: "demo", displayName: "Demo", password: "demo-plant" };

/** A folder with a plant to try: its configuration and what its machines recorded. */
export interface DemoFolder {
  readonly config: string;
  readonly recording: string;
  /** Null = nobody said anything of that past. */
  readonly people: string | null;
}

/** Null when the folder lacks its configuration or its recording. */
export function findDemo(folder: string | undefined): DemoFolder | null {
  if (folder === undefined) return null;
  const people = join(folder, "people.json");
  const demo = {
    config: join(folder, "plant.yaml"),
    recording: join(folder, "recording.ndjson.gz"),
    people: existsSync(people) ? people : null,
  };
  return existsSync(demo.config) && existsSync(demo.recording) ? demo : null;
}

/**
 * Makes the demo plant: its configuration, then its history, replayed through the real pipeline, then what people said
 * of it. A plant that was named at first run keeps its name, zone and language; one without users gets the demo user.
 */
export async function loadDemo(
  database: PlantDatabase,
  identity: Identity,
  demo: DemoFolder,
  tell: (step: DemoProgress["step"], share: number) => void,
): Promise<void> {
  const read = readConfig(readFileSync(demo.config, "utf8"));
  if (!read.ok)
    throw new Error(`the demo's configuration is wrong: ${JSON.stringify(read.issues)}`);
  const head = await readRecordingHead(demo.recording);
  const people = demo.people === null ? null : readDemoPeople(demo.people);
  const passwordHash = await hashPassword(demoUser.password);
  const command = { actor: engineActor("demo"), operation: "plant.loadDemo", commandId: null };
  await write(database, identity, command, async (writer) => {
    const plant = await findPlant(writer);
    const named = plant && plantFactsOf(plant);
    const { name, zone, language, policy } = named ?? read.config.plant;
    // The demo's machines were there when its history began: uptime is watched from then on.
    const atTheTime = { now: () => head.from, newId: identity.newId };
    await applyConfig(
      writer,
      atTheTime,
      { ...read.config, plant: { name, zone, language, policy } },
      head.from,
    );
    const someone = await writer.selectFrom("user_account").select("id").executeTakeFirst();
    if (!someone) await addUser(writer, identity, { ...demoUser, role: "admin", passwordHash });
  });
  tell("history", 0);
  await loadRecording(database, identity, demo.recording, {
    onProgress: (share) => tell("history", share),
    beforeFigures: async () => {
      if (people !== null) await tellDemoPeople(database, identity, people);
    },
  });
}

/** Whether this is a demo whose sign-in may be shown: somebody called demo is still there. */
export const hasDemoUser = async (database: Pick<PlantDatabase, "reader">): Promise<boolean> =>
  (await findUser(database.reader, demoUser.username))?.is_active === 1;
