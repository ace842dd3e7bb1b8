/** Diagonals over an area of a canvas, device pixels: time that cannot be told, as on every strip. */
export function paintHatch(
  context: CanvasRenderingContext2D,
  box: { readonly x: number; readonly y: number; readonly width: number; readonly height: number },
  colour: string,
  ratio: number,
): void {
  context.save();
  context.beginPath();
  context.rect(box.x, box.y, box.width, box.height);
  context.clip();
  context.strokeStyle = colour;
  context.lineWidth = 1.2 * ratio;
  context.beginPath();
  const gap = 7 * ratio;
  // One phase over the whole canvas, so that neighbours join without a seam.
  const first = Math.floor((box.x - box.height) / gap) * gap;
  for (let x = first; x < box.x + box.width; x += gap) {
    context.moveTo(x, box.y + box.height);
    context.lineTo(x + box.height, box.y);
  }
  context.stroke();
  context.restore();
}
