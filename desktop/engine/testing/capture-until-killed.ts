import type { ConnectionId, MachineId } from "#shared/kernel/id.ts";
import { openDatabase } from "../database/open-database.ts";
import { systemIdentity } from "../identity.ts";
import { BatchCommitter } from "../pipeline/commit-batch.ts";
import { heal } from "../pipeline/heal.ts";
import { PlantLookup } from "../pipeline/plant-lookup.ts";
import { DrivenMachine } from "./driven-machine.ts";

/**
 * Captures a machine that makes a piece every 200 ms and stops now and then, in a time of its own, one commit a step,
 * and tells each commit on standard output. Never ends by itself: it is there to be killed.
 * Arguments: folder, machine id, connection id, first instant, first count.
 */
const [folder = "", machine, connection, from, firstCount] = process.argv.slice(2);
const machineId = machine as MachineId;
let at = Number(from);
let count = Number(firstCount);

const database = await openDatabase(folder, at);
const identity = { ...systemIdentity(), now: () => at };
const committer = new BatchCommitter(database, identity, new PlantLookup(database.raw));
const { memories } = await heal(database, committer, at);
const driven = DrivenMachine.of(database, machineId, memories.get(machineId)!, at);
driven.live(connection as ConnectionId, at);
driven.reads("fill-1.product", "P-1", at);
driven.reads("fill-1.running", true, at);
driven.reads("fill-1.count", count, at);

for (let step = 1; ; step++) {
  at += 200;
  const isRunning = step % 50 < 40;
  if (step % 50 === 0 || step % 50 === 40) driven.reads("fill-1.running", isRunning, at);
  if (isRunning) driven.reads("fill-1.count", ++count, at);
  committer.commit(driven.batch(at));
  process.stdout.write(`${JSON.stringify({ step, at, count })}\n`);
  if (step % 10 === 0) await new Promise((resolve) => setImmediate(resolve));
}
