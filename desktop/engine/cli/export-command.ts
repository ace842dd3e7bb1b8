import { writeFileSync } from "node:fs";
import { exportConfig } from "../modules/plant/export-config.ts";
import { configText } from "../modules/plant/read-config.ts";
import { WrongArguments, type CommandNamed } from "./arguments.ts";
import { openForReading } from "./open-for-reading.ts";

/** Writes the plant's configuration as YAML, to a file or for standard output. */
export async function exportCommand(command: CommandNamed<"export">): Promise<string> {
  const text = configText(await exportConfig(openForReading(command.data)));
  if (command.out === undefined) return text;
  try {
    writeFileSync(command.out, text);
  } catch (error) {
    throw new WrongArguments(
      `--out ${command.out} cannot be written: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
  return `written to ${command.out}`;
}
