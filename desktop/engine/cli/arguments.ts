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
  "known-at": { type: "string" },
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
    "known-at": isoInstant.optional(),
    json: z.boolean().default(false),
  }),
  z.object({
    name: z.literal("proof export"),
    data,
    machine: z.string(),
    from: isoInstant,
    to: isoInstant,
    "known-at": isoInstant.optional(),
    out: z.string().optional(),
  }),
  z.object({
    name: z.literal("proof verify"),
    file: z.string({ error: "name the file: unison-engine proof verify FILE" }).min(1),
    data: data.optional(),
  }),
  z.object({ name: z.literal("replay"), data, machine: z.string().optional(), from, to: from }),
  z.object({ name: z.literal("check"), data, json: z.boolean().default(false) }),
  z.object({ name: z.literal("export"), data, out: z.string().optional() }),
  z.object({ name: z.literal("help") }),
]);
export type Command = z.infer<typeof command>;
export type CommandNamed<Name extends Command["name"]> = Extract<Command, { name: Name }>;

const names = ["serve", "oee", "proof", "replay", "check", "export"];
const proofNames = ["verify", "export"];

/**
 * Reads the command line: `unison-engine [serve|oee|proof …|replay|check|export] --data DIR …`.
 * @throws WrongArguments with every issue named
 */
export function readArguments(argv: readonly string[]): Command {
  const first = argv[0];
  const isNamed = first !== undefined && !first.startsWith("-");
  const name = isNamed ? first : "serve";
  if (!names.includes(name))
    throw new WrongArguments(`"${name}" is not a command; there are ${names.join(", ")}.`);
  if (name === "proof") return readProofArguments(argv.slice(1));
  return readOptions(name, argv.slice(isNamed ? 1 : 0));
}

/** `proof verify FILE`, `proof export …`. */
function readProofArguments(argv: readonly string[]): Command {
  const [what = "", ...rest] = argv;
  if (what === "--help") return { name: "help" };
  if (!proofNames.includes(what))
    throw new WrongArguments(
      `"proof ${what}" is not a command; there are proof ${proofNames.join(", proof ")}.`,
    );
  const isFile = what === "verify" && rest[0] !== undefined && !rest[0].startsWith("-");
  return isFile
    ? readOptions("proof verify", rest.slice(1), { file: rest[0] })
    : readOptions(`proof ${what}`, rest);
}

/** @throws WrongArguments with every issue named */
function readOptions(name: string, args: string[], more: Record<string, unknown> = {}): Command {
  let values: Record<string, unknown>;
  try {
    values = parseArgs({ args, options, strict: true }).values;
  } catch (error) {
    throw new WrongArguments(error instanceof Error ? error.message : String(error));
  }
  if (values["help"]) return { name: "help" };
  const parsed = command.safeParse({ name, ...values, ...more });
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

  unison-engine oee --data DIR --machine CODE --from ISO --to ISO [--known-at ISO] [--json]
      Prints every KPI with its proof: the intervals and counts that made it.
        --known-at  as it was known at that instant: what was recorded later is left out

  unison-engine proof export --data DIR --machine CODE --from ISO --to ISO [--known-at ISO] [--out FILE]
      Writes that proof as one file with its KPI definition and SHA-256.

  unison-engine proof verify FILE [--data DIR]
      Makes every figure again from the rows in the file, without a plant; exit code 1 names what differs.
        --data      asks this plant for the same proof too

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
