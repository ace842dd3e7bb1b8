import { expect, it } from "vitest";
import { seededRandom } from "#build/demo/random.ts";
import { GatheredSamples } from "./gathered-samples.ts";
import { packSamples } from "./sample-columns.ts";
import { hasText, isBackRead, statusOf } from "./sample-rows.ts";

const seed = 20_261_122;

const batch = (tags: readonly number[], first: number) =>
  packSamples(
    tags.map((tag, i) => ({
      tag,
      value: first + i,
      status: 0,
      sourceTime: first + i,
      serverTime: null,
      receivedTime: first,
    })),
  );

/** Values by tag, as they lie after sorting. */
function valuesByTag(gathered: GatheredSamples): Map<number, number[]> {
  const { firstTag, lastTag, order, ends } = gathered.byTag();
  const found = new Map<number, number[]>();
  let from = 0;
  for (let tag = firstTag; tag <= lastTag; tag++) {
    const to = ends[tag - firstTag]!;
    if (to > from)
      found.set(
        tag,
        [...order.subarray(from, to)].map((i) => gathered.value[i]!),
      );
    from = to;
  }
  return found;
}

it(`batches are grouped by tag, each tag in the order it came, again and again (seed ${seed})`, () => {
  const random = seededRandom(seed, "gathered");
  const gathered = new GatheredSamples();
  for (let round = 0; round < 4; round++) {
    const expected = new Map<number, number[]>();
    let next = 0;
    for (let row = 1; row <= 5; row++) {
      const tags = Array.from({ length: 700 }, () => 40 + Math.floor(random() * 3_000));
      tags.forEach((tag, i) => expected.set(tag, [...(expected.get(tag) ?? []), next + i]));
      gathered.add(batch(tags, next), row);
      next += tags.length;
    }
    expect(valuesByTag(gathered)).toEqual(new Map([...expected].sort(([a], [b]) => a - b)));
    gathered.clear();
    expect(valuesByTag(gathered)).toEqual(new Map());
  }
});

it("the first sample beyond a row of the tail is found, or there is none", () => {
  const gathered = new GatheredSamples();
  gathered.add(batch([1, 2], 0), 7);
  gathered.add(batch([1], 2), 8);
  expect([0, 6, 7, 8, 9].map((row) => gathered.beyond(row))).toEqual([0, 0, 2, 3, 3]);
});

it("texts, states and what was read back keep their marks", () => {
  const gathered = new GatheredSamples();
  const at = { sourceTime: 1, serverTime: 1, receivedTime: 1 };
  gathered.add(
    packSamples([
      { tag: 1, value: "A", status: 0x40900000, ...at, isBackRead: true },
      { tag: 1, value: 5, status: 0x808c0000, ...at },
      { tag: 1, value: 6, status: 0, ...at, isBackRead: true },
    ]),
    1,
  );
  const marks = [...gathered.mark.subarray(0, 3)];
  expect(marks.map(isBackRead)).toEqual([true, false, true]);
  expect(marks.map(hasText)).toEqual([true, false, false]);
  expect(marks.map(statusOf)).toEqual([0x40900000, 0x808c0000, 0]);
  expect(gathered.texts).toEqual(["A"]);
});
