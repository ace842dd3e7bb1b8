import { z } from "zod";

/** What every list operation takes: the server searches, sorts and pages, so that a list never grows past the screen. */
export const listInput = <const Sort extends readonly [string, ...string[]]>(sortable: Sort) =>
  z
    .object({
      search: z.string().trim().max(200).default(""),
      sortBy: z.enum(sortable).default(sortable[0] as never),
      sortDirection: z.enum(["asc", "desc"]).default("asc"),
      offset: z.int().min(0).default(0),
      limit: z.int().min(1).max(5_000).default(100),
      includeInactive: z.boolean().default(false),
    })
    .prefault({});

/** A page of rows and how many there are in all under the same filter. */
export const listOutput = <Row extends z.ZodType>(row: Row) =>
  z.object({ rows: z.array(row), total: z.int() });

/** Input of a command: the client's id makes a repeated send harmless. */
export const commandInput = <Shape extends z.ZodRawShape>(shape: Shape) =>
  z.object({ commandId: z.uuid().optional(), ...shape });

/** Names a row and the version an edit is based on. */
export const basedOn = z.int().min(1);
