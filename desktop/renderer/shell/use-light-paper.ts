import { useEffect } from "react";

const scheme = "data-mantine-color-scheme";

/** Paper is white: while a page is printed it is drawn in the light theme, whatever the screen shows. */
export function useLightPaper(): void {
  useEffect(() => {
    const root = document.documentElement;
    const before = () => {
      if (root.getAttribute(scheme) !== "dark") return;
      root.setAttribute(scheme, "light");
      window.addEventListener("afterprint", () => root.setAttribute(scheme, "dark"), {
        once: true,
      });
    };
    window.addEventListener("beforeprint", before);
    return () => window.removeEventListener("beforeprint", before);
  }, []);
}
