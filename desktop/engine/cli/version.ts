import { readFileSync } from "node:fs";
import { z } from "zod";

/** Version of the program, from the package it was started from. */
export const version = z
  .object({ version: z.string() })
  .parse(
    JSON.parse(readFileSync(new URL("../../../package.json", import.meta.url), "utf8")),
  ).version;
