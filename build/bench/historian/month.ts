import { seededRandom } from "#build/demo/random.ts";
import { openDatabase } from "#desktop/engine/database/open-database.ts";
import { emptyColumns } from "#desktop/engine/historian/sample-columns.ts";
import { samplesOf } from "#desktop/engine/historian/samples-of.ts";
import { TagNumbers } from "#desktop/engine/historian/tag-numbers.ts";
import { configurePlant, oneFiller, testIdentity } from "#desktop/engine/testing/plant-builder.ts";
import type { TagId } from "#shared/kernel/id.ts";
import type { Span } from "#shared/kernel/span.ts";

const hourMs = 3_600_000;
const days = 30;

/** Thirty days of a value a second of one tag, stored through the sample store. */
export async function storeMonth(
  folder: string,
  seed: number,
): Promise<{ tagId: TagId; span: Span; samples: number }> {
  const start = Date.UTC(2026, 2, 2, 5);
  const database = await openDatabase(folder, start);
  await configurePlant(database, testIdentity(start), oneFiller);
  const { raw } = database;
  const samples = samplesOf(raw);
  const tagId = raw
    .prepare("select id from tag where code = 'fill-1.count'")
    .pluck()
    .get() as TagId;
  const number = new TagNumbers(raw).numberOf(tagId);
  const random = seededRandom(seed, "month");
  let level = 50;
  // Ten minutes a commit: how the samples came does not change the blocks they end in.
  const perCommit = 600;
  for (let commit = 0; commit < days * 24 * 6; commit++) {
    const columns = emptyColumns(perCommit);
    const from = start + commit * perCommit * 1_000;
    for (let i = 0; i < perCommit; i++) {
      level += random() - 0.5;
      columns.tag[i] = number;
      columns.value[i] = level;
      const at = from + i * 1_000 + Math.floor(random() * 5);
      columns.sourceTime[i] = at;
      columns.serverTime[i] = at;
      columns.receivedTime[i] = at + 40;
    }
    raw.transaction(() => samples.append(columns, from + perCommit * 1_000))();
    samples.settle();
  }
  const end = start + days * 24 * hourMs;
  samples.packAll(end);
  database.close();
  return { tagId, span: { start, end }, samples: days * 86_400 };
}
