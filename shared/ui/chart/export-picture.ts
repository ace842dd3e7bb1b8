/** A chart with its canvases under one another and words above and below, as a PNG. */
export async function chartPicture(
  chart: HTMLElement,
  wish: {
    readonly title: string;
    readonly legend: readonly { readonly text: string; readonly colour: string }[];
    readonly ground: string;
    readonly ink: string;
  },
): Promise<Uint8Array<ArrayBuffer>> {
  const ratio = window.devicePixelRatio;
  const frame = chart.getBoundingClientRect();
  const head = 34;
  const foot = wish.legend.length * 18 + 14;
  const picture = document.createElement("canvas");
  picture.width = Math.round(frame.width * ratio);
  picture.height = Math.round((frame.height + head + foot) * ratio);
  const context = picture.getContext("2d")!;
  context.fillStyle = wish.ground;
  context.fillRect(0, 0, picture.width, picture.height);
  const font = getComputedStyle(chart).fontFamily;
  context.fillStyle = wish.ink;
  context.font = `600 ${15 * ratio}px ${font}`;
  context.fillText(wish.title, 12 * ratio, 22 * ratio);
  for (const canvas of chart.querySelectorAll("canvas")) {
    const box = canvas.getBoundingClientRect();
    const name = canvas.dataset["lane"];
    const [x, y] = [(box.left - frame.left) * ratio, (box.top - frame.top + head) * ratio];
    context.drawImage(canvas, x, y, box.width * ratio, box.height * ratio);
    context.font = `${11 * ratio}px ${font}`;
    if (name !== undefined) context.fillText(name, x, y - 4 * ratio);
  }
  wish.legend.forEach(({ text, colour }, i) => {
    const y = (frame.height + head + 18 * (i + 1)) * ratio;
    context.fillStyle = colour;
    context.fillRect(12 * ratio, y - 8 * ratio, 14 * ratio, 4 * ratio);
    context.fillStyle = wish.ink;
    context.font = `${12 * ratio}px ${font}`;
    context.fillText(text, 34 * ratio, y - 2 * ratio);
  });
  const blob = await new Promise<Blob | null>((resolve) => picture.toBlob(resolve, "image/png"));
  if (blob === null) throw new Error("the picture could not be made");
  return new Uint8Array(await blob.arrayBuffer());
}
