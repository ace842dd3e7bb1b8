import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { startEngine, type Engine } from "../engine.ts";
import { systemIdentity } from "../identity.ts";
import { readConfig } from "../modules/plant/read-config.ts";
import type { CommandNamed } from "./arguments.ts";
import { WrongArguments } from "./arguments.ts";
import { version } from "./version.ts";

function textOf(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw new WrongArguments(
      `--config ${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

function configOf(file: string | undefined) {
  if (file === undefined) return null;
  const read = readConfig(textOf(file));
  if (read.ok) return read.config;
  const lines = read.issues.map(({ path, message }) => `  ${path}: ${message}`);
  throw new WrongArguments(
    `${file} is not applied, ${lines.length} issue(s):\n${lines.join("\n")}`,
  );
}

function tokenOf(environment: NodeJS.ProcessEnv): string {
  const given = environment["UNISON_TOKEN"];
  if (given === undefined) return randomBytes(32).toString("hex");
  if (!/^[0-9a-zA-Z_-]{32,200}$/.test(given))
    throw new WrongArguments("UNISON_TOKEN must be 32–200 letters or digits");
  return given;
}

async function start(command: CommandNamed<"serve">): Promise<Engine> {
  const config = configOf(command.config);
  try {
    return await startEngine({
      folder: command.data,
      version,
      identity: systemIdentity(),
      token: tokenOf(process.env),
      port: command.port,
      pageFolder: command.page ?? null,
      config,
      demoFolder: command.demo,
      loadsDemo: command["load-demo"],
    });
  } catch (error) {
    if (error instanceof Error && "syscall" in error && error.syscall === "listen") {
      throw new WrongArguments(
        `--port ${command.port} cannot be used (${error.message}). Nothing was started.`,
      );
    }
    throw error;
  }
}

/** Runs the plant until it is told to stop. */
export async function serveCommand(command: CommandNamed<"serve">): Promise<void> {
  const engine = await start(command);
  const { promise: told, resolve: tell } = Promise.withResolvers<void>();
  process.once("SIGTERM", tell);
  process.once("SIGINT", tell);
  if (process.env["UNISON_PARENT"] === "1") {
    process.stdin.once("end", tell).once("close", tell);
    process.stdin.resume();
  }
  process.stdout.write(
    `${JSON.stringify({ ready: true, url: engine.url, port: engine.port, pid: process.pid })}\n`,
  );
  await told;
  await engine.stop();
  // A parent that keeps its end of the pipe open would keep us alive.
  process.stdin.destroy();
}
