import fs from "node:fs";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import { Readable } from "node:stream";
import { parseArgs } from "node:util";
import { createGzip } from "node:zlib";
import { z } from "zod";
import { isoInstant } from "#shared/kernel/instant.ts";
import { historyDays } from "./anchor.ts";
import { usualSeed } from "./demo-plant.ts";
import { demoPlantYaml } from "./plant-config.ts";
import { recordingHead, recordPlant } from "./recording.ts";
import { People } from "./told-by-people.ts";
import { usualPort } from "./usual-port.ts";

/**
 * Writes the demo plant's configuration, the recording of its past and what people said of it into a folder:
 * `node build/demo/history.ts --out DIR --days 14 --until ISO [--seed N] [--port P] [--link-port P2]`
 */
const { values } = parseArgs({
  options: {
    out: { type: "string" },
    days: { type: "string" },
    until: { type: "string" },
    seed: { type: "string" },
    port: { type: "string" },
    "link-port": { type: "string" },
  },
});

const port = z.coerce.number().int().min(1).max(65_535);
const wished = z
  .object({
    out: z.string().min(1),
    days: z.coerce.number().positive().max(historyDays).default(historyDays),
    until: isoInstant,
    seed: z.coerce.number().int().min(0).default(usualSeed),
    port: port.default(usualPort),
    "link-port": port.optional(),
  })
  .safeParse(values);

if (wished.success) {
  const {
    out,
    days,
    until,
    seed,
    port: linePort,
    "link-port": linkPort = linePort + 1,
  } = wished.data;
  const span = { start: until - days * 86_400_000, end: until };
  fs.mkdirSync(out, { recursive: true });
  fs.writeFileSync(
    path.join(out, "plant.yaml"),
    demoPlantYaml({
      "OPC-LINE-1": `opc.tcp://127.0.0.1:${linePort}`,
      "OPC-LINE-2": `opc.tcp://127.0.0.1:${linkPort}`,
    }),
  );
  const people = new People(seed, span);
  await pipeline(
    Readable.from(chunks(seed, span, people)),
    createGzip({ level: 1 }),
    fs.createWriteStream(path.join(out, "recording.ndjson.gz")),
  );
  fs.writeFileSync(path.join(out, "people.json"), JSON.stringify(people.tell()));
} else {
  console.error(z.prettifyError(wished.error));
  process.exitCode = 2;
}

/** The recording as text, a good piece at a time. */
function* chunks(
  seed: number,
  span: { start: number; end: number },
  people: People,
): Generator<string> {
  let lines = [JSON.stringify(recordingHead(span))];
  for (const record of recordPlant(seed, span, (machine, phase) => people.see(machine, phase))) {
    lines.push(JSON.stringify(record));
    if (lines.length < 2_000) continue;
    yield `${lines.join("\n")}\n`;
    lines = [];
  }
  if (lines.length > 0) yield `${lines.join("\n")}\n`;
}
