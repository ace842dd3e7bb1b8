import type { BoardEvent } from "./board.ts";

/** So few tiles are read and drawn by a page within one frame. */
const tilesPerPiece = 20;
/** Pause between two pieces: two hundred tiles are through in a quarter of a second. */
const pauseMs = 20;

/**
 * Sends large changes of the board in pieces, so that a page never stands still over one message. The first event, the
 * whole board, stays whole: the page takes machines that are not in it for gone.
 */
export async function* inPieces(
  events: AsyncIterable<BoardEvent>,
): AsyncGenerator<BoardEvent, void> {
  let isFirst = true;
  for await (const event of events) {
    if (isFirst || event.tiles.length <= tilesPerPiece) {
      isFirst = false;
      yield event;
      continue;
    }
    for (let at = 0; at < event.tiles.length; at += tilesPerPiece) {
      if (at > 0) await new Promise((resolve) => setTimeout(resolve, pauseMs));
      yield { now: event.now, tiles: event.tiles.slice(at, at + tilesPerPiece) };
    }
  }
}
