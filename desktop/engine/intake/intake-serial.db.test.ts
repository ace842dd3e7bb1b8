import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { readyTelegram } from "#shared/connections/serial/telegram-profiles.ts";
import type { ConnectionId, MachineId, TagId } from "#shared/kernel/id.ts";
import { emptyMemory } from "#shared/machines/signals/machine-memory.ts";
import { signalRules } from "#shared/machines/signal-rules.ts";
import { eventually } from "../drivers/eventually.ts";
import { lineOf } from "../drivers/serial/test-line.ts";
import { TestPty } from "../drivers/serial/test-pty.ts";
import type { CapturedBatch } from "../pipeline/captured-batch.ts";
import { Intake } from "./intake.ts";
import type { IntakeConfiguration } from "./intake-protocol.ts";

const quiet = () => undefined;
const connectionId = "c" as ConnectionId;
const [total, state] = ["t-total" as TagId, "t-state" as TagId];

/** STX, station, total, reject and state letter, ETX, and their XOR as two digits. */
function counterTelegram(pieces: number): string {
  const text = `01;${String(pieces).padStart(8, "0")};00000000;R\x03`;
  const check = [...text].reduce((sum, one) => sum ^ one.charCodeAt(0), 0);
  return `\x02${text}${check.toString(16).toUpperCase().padStart(2, "0")}`;
}

let port: TestPty;
let intake: Intake;
let counting: NodeJS.Timeout | undefined;
let batches: CapturedBatch[];
const pkiFolder = mkdtempSync(join(tmpdir(), "unison-intake-serial-"));

const configuration = (): IntakeConfiguration => ({
  connections: [
    {
      id: connectionId,
      settings: {
        driver: "serial",
        transport: lineOf(port),
        telegram: { ...readyTelegram("counter_telegram").telegram, silentAfterMs: 1_000 },
      },
      login: null,
      silentSince: null,
      isEnabled: true,
      tags: [
        { id: total, code: "m.total", address: "total", class: "counter", deadband: null },
        { id: state, code: "m.state", address: "state", class: "text", deadband: null },
      ],
    },
  ],
  machines: [
    {
      id: "m" as MachineId,
      rules: signalRules.parse({ counts: { total: { tag: "m.total", reset: "accept" } } }),
      memory: emptyMemory(),
    },
  ],
});

beforeEach(async () => {
  batches = [];
  port = new TestPty();
  await port.plugIn();
  let pieces = 12_345;
  counting = setInterval(() => port.send(counterTelegram((pieces += 1))), 50);
  intake = new Intake({
    pkiFolder,
    log: { debug: quiet, info: quiet, warn: quiet },
    handlers: { configuration, batch: (batch) => void batches.push(batch) },
  });
  intake.start();
});
afterEach(async () => {
  await intake.stop();
  clearInterval(counting);
  await port.dispose();
  rmSync(pkiFolder, { recursive: true, force: true });
});

const pieces = () =>
  batches
    .flatMap((batch) => batch.machines.flatMap((machine) => machine.facts))
    .reduce((sum, fact) => sum + (fact.kind === "count" ? fact.total : 0), 0);

it("counts the pieces of a serial counter from the intake thread, unplugged and plugged in again", async () => {
  await eventually(() => pieces() > 10, "pieces");
  expect(intake.latest(state)).toMatchObject({ value: "R", status: 0 });
  const nodes = await intake.browse(connectionId, null);
  expect(nodes.map((node) => node.address)).toEqual(["station", "total", "reject", "state", "raw"]);
  await port.unplug();
  await eventually(() => intake.health(connectionId)?.cause === "port_missing", "lost");
  const before = pieces();
  await port.plugIn();
  await eventually(() => intake.health(connectionId)?.link === "live", "live again");
  await eventually(() => pieces() > before + 10, "pieces again, with those made meanwhile");
  expect(intake.crashes).toBe(0);
});
