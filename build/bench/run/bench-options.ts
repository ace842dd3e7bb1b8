import { parseArgs } from "node:util";
import { z } from "zod";

/** A whole number between bounds, as an option gives it. */
export const wholeNumber = (from: number, to: number, usual: number) =>
  z.coerce.number().int().min(from).max(to).default(usual);

/** Reads `--name value` options of a benchmark. With a wrong one it says so and ends the process with code 2. */
export function benchOptions<Shape extends z.core.$ZodShape>(shape: Shape) {
  const known = Object.fromEntries(
    Object.keys(shape).map((name) => [name, { type: "string" as const }]),
  );
  try {
    return z.object(shape).parse(parseArgs({ options: known }).values);
  } catch (error) {
    console.error(error instanceof z.ZodError ? z.prettifyError(error) : String(error));
    console.error(
      `options: ${Object.keys(shape)
        .map((name) => `--${name}`)
        .join(", ")}`,
    );
    process.exit(2);
  }
}
