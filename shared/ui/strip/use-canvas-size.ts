import { useLayoutEffect, useState, type RefObject } from "react";

export interface CanvasSize {
  /** Device pixels. */
  readonly width: number;
  readonly height: number;
  /** Device pixels per CSS pixel. */
  readonly ratio: number;
}

/** The size of a canvas in device pixels, told by the browser: follows zoom and moves between screens, reads no layout. */
export function useCanvasSize(canvas: RefObject<HTMLCanvasElement | null>): CanvasSize | null {
  const [size, setSize] = useState<CanvasSize | null>(null);
  useLayoutEffect(() => {
    const element = canvas.current;
    if (element === null) return undefined;
    const observer = new ResizeObserver((entries) => {
      const box = entries.at(-1)?.devicePixelContentBoxSize[0];
      if (box === undefined || box.inlineSize === 0) return;
      const next = { width: box.inlineSize, height: box.blockSize, ratio: window.devicePixelRatio };
      setSize((size) =>
        size?.width === next.width && size.height === next.height && size.ratio === next.ratio
          ? size
          : next,
      );
    });
    observer.observe(element, { box: "device-pixel-content-box" });
    return () => observer.disconnect();
  }, [canvas]);
  return size;
}
