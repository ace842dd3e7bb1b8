import { expect, test } from "vitest";
import type { BoardTile } from "#shared/machines/machines.contract.ts";
import type { BoardEvent } from "./board.ts";
import { inPieces } from "./in-pieces.ts";

const tiles = (count: number) =>
  Array.from({ length: count }, (_, n) => ({ code: `M-${n}` }) as BoardTile);

async function* events(...sizes: number[]) {
  for (const size of sizes) yield { now: 1, tiles: tiles(size) };
}

test("the whole board stays whole, large changes come in pieces, and nothing is lost or reordered", async () => {
  const sent: BoardEvent[] = [];
  for await (const event of inPieces(events(200, 45, 3))) sent.push(event);
  expect(sent.map((event) => event.tiles.length)).toEqual([200, 20, 20, 5, 3]);
  const changed = sent.slice(1, 4).flatMap((event) => event.tiles.map((tile) => tile.code));
  expect(changed).toEqual(tiles(45).map((tile) => tile.code));
});
