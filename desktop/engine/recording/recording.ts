import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { pipeline } from "node:stream";
import { createGunzip, type Gunzip } from "node:zlib";
import { z } from "zod";
import { instant } from "#shared/kernel/instant.ts";

/** First line of a recording: what the lines after it name by place. */
const recordingHead = z
  .object({
    recording: z.literal(1),
    from: instant,
    until: instant,
    /** Tag codes. */
    tags: z.array(z.string()),
    /** Codes of the connections it was made on. */
    links: z.array(z.string()),
  })
  .refine((head) => head.from <= head.until, {
    error: '"from" must not be after "until"',
    path: ["until"],
  });
export type RecordingHead = z.infer<typeof recordingHead>;

const scalar = z.union([z.number(), z.string(), z.boolean(), z.null()]);

/** A line after the first: `[at, tag, value, status]` or `[at, "link", connection code, "lost" | "live"]`. */
const recordedLine = z.union([
  z
    .tuple([instant, z.int().min(0), scalar, z.int().min(0).max(0xffff_ffff)])
    .transform(([at, tag, value, status]) => ({ kind: "sample" as const, at, tag, value, status })),
  z
    .tuple([instant, z.literal("link"), z.string(), z.enum(["lost", "live"])])
    .transform(([at, , connection, link]) => ({ kind: "link" as const, at, connection, link })),
]);
export type Recorded = z.output<typeof recordedLine>;

/** A recording is damaged or of a kind this program does not know; names the line. */
export class RecordingError extends Error {
  constructor(line: number, cause: unknown) {
    super(
      `line ${line} of the recording cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`,
      {
        cause,
      },
    );
    this.name = "RecordingError";
  }
}

/** The text of a zipped file. A missing or damaged file fails its reader, and destroying the text closes the file. */
function unzip(file: string): Gunzip {
  const text = createGunzip();
  pipeline(createReadStream(file), text, () => {});
  return text;
}

/** An open recording: its head, then its records in order of time, read as they are asked for. */
export interface Recording {
  readonly head: RecordingHead;
  readonly records: AsyncGenerator<Recorded, void>;
}

/**
 * Opens a `recording.ndjson.gz`. Throws RecordingError where a line cannot be read or time runs backwards.
 */
export async function openRecording(file: string): Promise<Recording> {
  const lines = createInterface({ input: unzip(file), crlfDelay: Infinity })[
    Symbol.asyncIterator
  ]();
  let number = 0;
  const nextLine = async (): Promise<unknown> => {
    const { value, done } = await lines.next();
    number += 1;
    return done === true ? undefined : JSON.parse(value);
  };
  const head = await nextLine()
    .then((row) => recordingHead.parse(row))
    .catch((error: unknown) => {
      throw new RecordingError(1, error);
    });

  async function* records(): AsyncGenerator<Recorded, void> {
    let before = head.from;
    for (;;) {
      let record: Recorded;
      try {
        const row = await nextLine();
        if (row === undefined) return;
        record = recordedLine.parse(row);
        if (record.at < before)
          throw new Error(`time runs backwards from ${before} to ${record.at}`);
      } catch (error) {
        throw new RecordingError(number, error);
      }
      before = record.at;
      yield record;
    }
  }
  return { head, records: records() };
}

/** The first line of a recording alone: what it covers. Throws RecordingError. */
export async function readRecordingHead(file: string): Promise<RecordingHead> {
  const text = unzip(file);
  try {
    for await (const line of createInterface({ input: text })) {
      return recordingHead.parse(JSON.parse(line));
    }
    throw new Error("the file is empty");
  } catch (error) {
    throw new RecordingError(1, error);
  } finally {
    text.destroy();
  }
}
