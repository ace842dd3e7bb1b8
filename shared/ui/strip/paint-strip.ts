import type { Provenance } from "#shared/machines/machine-state.ts";
import type { StripColours, StripFill } from "./strip-colours.ts";
import type { StripBlock } from "./strip-layout.ts";

/** Canvas area of the state blocks, device pixels. */
export interface StripBox {
  readonly top: number;
  readonly height: number;
  /** Device pixels per CSS pixel. */
  readonly ratio: number;
}

/** Paints the blocks into `box`; the caller clears the canvas. */
export function paintStrip(
  context: CanvasRenderingContext2D,
  blocks: readonly StripBlock[],
  box: StripBox,
  colours: StripColours,
): void {
  for (const block of blocks) {
    const fill = colours.states[block.state];
    context.fillStyle = fill.fill;
    context.fillRect(block.x, box.top, block.width, box.height);
    paintPattern(context, block, box, fill);
    paintProvenance(context, block, box, fill.onFill);
  }
}

function paintPattern(
  context: CanvasRenderingContext2D,
  block: StripBlock,
  box: StripBox,
  fill: StripFill,
): void {
  switch (fill.pattern) {
    case "solid":
      return;
    case "hatch":
      paintDiagonals(context, block, box, { color: fill.edge, gap: 5, line: 1.5 });
      return;
    case "stripes":
      paintDiagonals(context, block, box, { color: fill.onFill, gap: 10, line: 1 });
      return;
    case "chevrons":
      paintDiagonals(context, block, box, { color: fill.onFill, gap: 16, line: 1 });
      return;
    case "outline":
      paintOutline(context, block, box, fill.edge);
      return;
    default:
      fill.pattern satisfies never;
  }
}

/** Diagonals share one phase over the whole canvas, so that neighbouring blocks join without a seam. CSS pixels. */
function paintDiagonals(
  context: CanvasRenderingContext2D,
  block: StripBlock,
  { top, height, ratio }: StripBox,
  style: { readonly color: string; readonly gap: number; readonly line: number },
): void {
  const gap = Math.round(style.gap * ratio);
  context.save();
  context.beginPath();
  context.rect(block.x, top, block.width, height);
  context.clip();
  context.strokeStyle = style.color;
  context.lineWidth = style.line * ratio;
  context.beginPath();
  const first = Math.floor((block.x - height) / gap) * gap;
  for (let x = first; x < block.x + block.width; x += gap) {
    context.moveTo(x, top + height);
    context.lineTo(x + height, top);
  }
  context.stroke();
  context.restore();
}

function paintOutline(
  context: CanvasRenderingContext2D,
  block: StripBlock,
  { top, height, ratio }: StripBox,
  color: string,
): void {
  const line = Math.max(1, Math.round(ratio));
  context.fillStyle = color;
  context.fillRect(block.x, top, block.width, line);
  context.fillRect(block.x, top + height - line, block.width, line);
  if (block.width <= 2 * line) return;
  context.fillRect(block.x, top, line, height);
  context.fillRect(block.x + block.width - line, top, line, height);
}

/** How the time is known: dotted = reconstructed, underlined = typed, double line = read back from the server. */
function paintProvenance(
  context: CanvasRenderingContext2D,
  block: StripBlock,
  { top, height, ratio }: StripBox,
  color: string,
): void {
  const provenance: Provenance = block.provenance;
  // On a tall strip the edge is taller too: it must be seen from where the strip is.
  const line = Math.max(1, Math.round(Math.max(1.5 * ratio, height / 18)));
  const bottom = top + height;
  context.fillStyle = color;
  switch (provenance) {
    case "measured":
      return;
    case "reconstructed":
      for (let x = block.x; x < block.x + block.width; x += 3 * line) {
        const dot = Math.min(line, block.x + block.width - x);
        context.fillRect(x, top, dot, line);
        context.fillRect(x, bottom - line, dot, line);
      }
      return;
    case "typed":
      context.fillRect(block.x, bottom - line, block.width, line);
      return;
    case "back_read":
      context.fillRect(block.x, bottom - line, block.width, line);
      context.fillRect(block.x, bottom - 3 * line, block.width, line);
      return;
    default:
      provenance satisfies never;
  }
}
