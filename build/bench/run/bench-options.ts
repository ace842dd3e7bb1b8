import { parseArgs } from "node:util";
import { z } from "zod";

/** A whole number between bounds, as an option gives it. */
export const wholeNumber = (from: number, to: number, usual: number) =>
  z.coerce.number().int().min(from).max(to).default(usual);

/** An option without a value: there or not. */
export const flag = z.boolean().default(false);

/** Reads `--name value` options of a benchmark. With a wrong one it says so and ends the process with code 2. */
export function benchOptions<Shape extends z.core.$ZodShape>(shape: Shape) {
  const known = Object.fromEntries(
    Object.entries(shape).map(([name, kind]) => [
      name,
      { type: kind === flag ? ("boolean" as const) : ("string" as const) },
    ]),
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
