import { mkdirSync } from "node:fs";
import { join } from "node:path";
import pino, { type Logger } from "pino";

export type EngineLog = Pick<Logger, "debug" | "info" | "warn" | "error" | "fatal" | "flush"> & {
  child(bindings: object): EngineLog;
};

/** Names whose values never reach a log line, wherever they stand. */
const secrets = [
  "password",
  "token",
  "sessionToken",
  "currentPassword",
  "newPassword",
  "password_hash",
];
const redact = secrets.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]);

/**
 * Structured logs in `DIR/logs`, a new file at 10 MB, ten kept; warnings and worse also on stderr.
 * Secrets are cut out by name.
 */
export function openLog(folder: string, level = "info"): EngineLog {
  const logs = join(folder, "logs");
  mkdirSync(logs, { recursive: true });
  const transport = pino.transport({
    targets: [
      {
        target: "pino-roll",
        level,
        options: {
          file: join(logs, "engine"),
          extension: ".log",
          size: "10m",
          limit: { count: 10 },
          mkdir: true,
        },
      },
      { target: "pino/file", level: "warn", options: { destination: 2 } },
    ],
  });
  return pino({ level, redact, base: { pid: process.pid } }, transport);
}

/** A log that keeps nothing, for tests and the command line. */
export const silentLog = (): EngineLog => pino({ level: "silent" });
