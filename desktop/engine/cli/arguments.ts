import { parseArgs } from "node:util";
import { z } from "zod";
import { isoInstant } from "#shared/kernel/instant.ts";

/** The command line is wrong; the message says how, and is all the person sees. */
export class WrongArguments extends Error {}

const options = {
  data: { type: "string" },
  config: { type: "string" },
  port: { type: "string" },
  page: { type: "string" },
  demo: { type: "string" },
  "load-demo": { type: "boolean" },
  machine: { type: "string" },
  from: { type: "string" },
  to: { type: "string" },
  out: { type: "string" },
  json: { type: "boolean" },
  help: { type: "boolean" },
} as const;

const data = z.string({ error: "--data DIR is needed: the folder that holds the plant" }).min(1);
const from = isoInstant.optional();

const command = z.discriminatedUnion("name", [
  z.object({
    name: z.literal("serve"),
    data,
    config: z.string().optional(),
    port: z.coerce.number().int().min(0).max(65_535).default(0),
    page: z.string().optional(),
    demo: z.string().optional(),
    "load-demo": z.boolean().default(false),
  }),
  z.object({
    name: z.literal("oee"),
    data,
    machine: z.string(),
    from: isoInstant,
    to: isoInstant,
    json: z.boolean().default(false),
  }),
  z.object({ name: z.literal("replay"), data, machine: z.string().optional(), from, to: from }),
  z.object({ name: z.literal("check"), data, json: z.boolean().default(false) }),
  z.object({ name: z.literal("export"), data, out: z.string().optional() }),
  z.object({ name: z.literal("help") }),
]);
export type Command = z.infer<typeof command>;
export type CommandNamed<Name extends Command["name"]> = Extract<Command, { name: Name }>;

const names = ["serve", "oee", "replay", "check", "export"];

/**
 * Reads the command line: `unison-engine [serve|oee|replay|check|export] --data DIR …`.
 * @throws WrongArguments with every issue named
 */
export function readArguments(argv: readonly string[]): Command {
  const first = argv[0];
  const isNamed = first !== undefined && !first.startsWith("-");
  const name = isNamed ? first : "serve";
  if (!names.includes(name))
    throw new WrongArguments(`"${name}" is not a command; there are ${names.join(", ")}.`);
  let values: Record<string, unknown>;
  try {
    values = parseArgs({ args: argv.slice(isNamed ? 1 : 0), options, strict: true }).values;
  } catch (error) {
    throw new WrongArguments(error instanceof Error ? error.message : String(error));
  }
  if (values["help"]) return { name: "help" };
  const parsed = command.safeParse({ name, ...values });
  if (!parsed.success) {
    const issues = parsed.error.issues.map(
      (issue) => `--${issue.path.join(".") || "data"}: ${issue.message}`,
    );
    throw new WrongArguments(issues.join("\n"));
  }
  return parsed.data;
}

export const usage = `unison-engine: reads the machines of a plant and keeps its data

  unison-engine [serve] --data DIR [--config plant.yaml] [--port N] [--page DIR] [--demo DIR [--load-demo]]
      Runs the plant. Prints one JSON line when it is ready.
        --config    creates or updates the plant from a configuration file; with issues nothing is applied
        --page      folder of the built screens, served on the same port for browsers on this machine
        --demo      folder with plant.yaml and recording.ndjson.gz that First run may load
        --load-demo loads it now, if the folder holds no plant yet

  unison-engine oee --data DIR --machine CODE --from ISO --to ISO [--json]
      Prints every KPI with its proof: the intervals and counts that made it.

  unison-engine replay --data DIR [--machine CODE] [--from ISO] [--to ISO]
      Folds intervals and OEE again from the stored events. The engine must not be running.

  unison-engine check --data DIR [--json]
      Checks both files and every derived row; exit code 1 when something is wrong.

  unison-engine export --data DIR [--out FILE]
      Writes the plant's configuration as YAML.

Environment: UNISON_TOKEN  token every client must present (made when absent)
             UNISON_PARENT=1  stop when standard input closes
Exit codes: 0 done, 1 findings, 2 wrong arguments or configuration, 3 data in use by another engine, 4 data unusable
`;
