import type { PlantAppClient } from "../../shell/engine-connection.ts";
import { csvCell, type CsvValue } from "#shared/kernel/csv.ts";
import type { Id } from "#shared/kernel/id.ts";
import type { Span } from "#shared/kernel/span.ts";
import type { PickableTag } from "./tag-facts.ts";

const pageRows = 10_000;
const byteOrderMark = "\uFEFF";

export const sampleColumns = ["time", "tag", "value", "unit", "quality", "status"] as const;

const lineText = (cells: readonly CsvValue[]): string => `${cells.map(csvCell).join(",")}\r\n`;

/**
 * Every stored sample of the tags over a span as CSV, instants in ISO 8601 UTC, fetched page by page.
 * @param tell share of the span that is done, 0..1
 * @throws what a page was refused with, or the signal's reason
 */
export async function samplesAsCsv(
  client: PlantAppClient,
  tags: readonly PickableTag[],
  span: Span,
  signal: AbortSignal,
  tell: (share: number) => void,
): Promise<string> {
  const range = { from: Math.round(span.start), to: Math.round(span.end) };
  const parts: string[] = [byteOrderMark + lineText(sampleColumns)];
  for (const [place, tag] of tags.entries()) {
    let after: string | null = null;
    do {
      signal.throwIfAborted();
      const page: Awaited<ReturnType<typeof client.historian.samples>> =
        await client.historian.samples(
          { tagId: tag.id as Id<"tag">, range, after, limit: pageRows },
          { signal },
        );
      for (const { at, value, quality, status } of page.rows) {
        const time = new Date(at).toISOString();
        const code = `0x${status.toString(16).padStart(8, "0")}`;
        parts.push(lineText([time, tag.code, value, tag.unit, quality, code]));
      }
      after = page.next;
      const reached = page.rows.at(-1)?.at ?? span.end;
      const done = after === null ? 1 : (reached - span.start) / (span.end - span.start);
      tell((place + done) / tags.length);
    } while (after !== null);
  }
  return parts.join("");
}
