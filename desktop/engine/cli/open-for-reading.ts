import { existsSync } from "node:fs";
import { businessFile, openReadOnly } from "../database/open-database.ts";
import { asReader, type Reader } from "../database/reader.ts";
import { WrongArguments } from "./arguments.ts";

/**
 * Opens a plant for a command that only reads; it works beside a running engine.
 * @throws WrongArguments when the folder holds no plant
 */
export function openForReading(folder: string): Reader {
  if (!existsSync(businessFile(folder)))
    throw new WrongArguments(`--data ${folder}: there is no plant in this folder.`);
  return asReader(openReadOnly(folder));
}
