import { z } from "zod";
import { signalRules } from "../machines/signal-rules.ts";
import type { NamedConfig } from "./check-config.ts";

/** A code that cannot be read names nothing; what is wrong with it the schema says. */
const code = z.string().catch("");
const reference = z.string().optional().catch(undefined);
const list = <Row extends z.ZodType>(row: Row) => z.array(row).catch([]);
const coded = z.object({ code }).catch({ code: "" });

const machine = z.object({
  code,
  connection: reference,
  shiftPattern: reference,
  tags: list(coded),
  signals: signalRules.catch({}),
  idealCycles: list(
    z.object({ product: code, validFrom: z.unknown() }).catch({ product: "", validFrom: null }),
  ),
});

const nothing = { code: "", tags: [], signals: {}, idealCycles: [] };

const looseConfig = z
  .object({
    connections: list(coded),
    shiftPatterns: list(coded),
    products: list(coded),
    reasons: list(
      z.object({ code, parent: reference, machines: list(code).optional() }).catch({ code: "" }),
    ),
    machines: list(machine.catch(nothing)),
  })
  .catch({ connections: [], shiftPatterns: [], products: [], reasons: [], machines: [] });

/**
 * The codes of a configuration that breaks the schema somewhere, as far as they can be read, so that one look tells
 * everything that is wrong with a file. Never fails.
 */
export const readLoosely = (document: unknown): NamedConfig => looseConfig.parse(document);
