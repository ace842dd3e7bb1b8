import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { ConnectionSettings } from "#shared/connections/connection-settings.ts";
import { connectionSettings } from "#shared/connections/connection-settings.ts";
import { readyTelegram } from "#shared/connections/serial/telegram-profiles.ts";
import { idOf } from "#shared/kernel/id.ts";
import { applyTemplate } from "#shared/machines/templates/signal-template.ts";
import { templatesFor } from "#shared/machines/templates/signal-templates.ts";
import { emptyRoot, usualAddress } from "#shared/machines/templates/usual-address.ts";
import { EngineProcess, type PlantClient } from "../../testing/engine-process.ts";

let folder: string;
let engine: EngineProcess;
let client: PlantClient;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "unison-templates-"));
  engine = await EngineProcess.serve(join(folder, "data"));
  client = await engine.administrator();
});

afterAll(async () => {
  await engine?.[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

const settings: Readonly<Record<string, ConnectionSettings>> = {
  OPC: connectionSettings.parse({ driver: "opcua", endpoint: "opc.tcp://127.0.0.1:4840" }),
  MODBUS: connectionSettings.parse({
    driver: "modbus",
    transport: { type: "tcp", host: "127.0.0.1" },
  }),
  SERIAL: connectionSettings.parse({
    driver: "serial",
    transport: { type: "tcp", host: "127.0.0.1", port: 4001 },
    telegram: readyTelegram("counter_telegram").telegram,
  }),
};

test.each(Object.keys(settings))(
  "what templates make for %s is stored as it is, tags and rules by one command",
  async (code) => {
    const wanted = settings[code]!;
    const connection = await client.connections.create({
      code,
      name: code,
      settings: wanted,
      isEnabled: false,
    });
    const connectionId = idOf<"connection">().parse(connection.id);
    const root = { ...emptyRoot, node: "nsu=urn:line;s=Machine" };
    for (const [index, template] of templatesFor(wanted.driver).entries()) {
      const machine = await client.machines.create({
        code: `${code}-${index}`,
        name: template.id,
        kind: "other",
        connectionId,
      });
      const fields = ["running", "count"];
      const { tags, signals } = applyTemplate(template, {
        machineCode: machine.code,
        values: {},
        addresses: Object.fromEntries(
          template.tags.map((tag) => {
            const address = usualAddress(wanted.driver, tag, root) ?? "";
            // The telegram of this connection calls its fields otherwise; people type them over.
            return [tag.suffix, fields.includes(address) ? "total" : address];
          }),
        ),
        nameOf: (suffix) => suffix,
      });
      const machineId = idOf<"machine">().parse(machine.id);
      const stored = await client.connections.putTags({ connectionId, machineId, tags, signals });
      expect(stored).toEqual({ created: tags.length, updated: 0, unchanged: 0 });
      expect((await client.machines.get({ id: machineId })).signals).toEqual(signals);
    }
  },
);
