import path from "node:path";
import type { InlineConfig } from "vite";
import { root } from "./checkout-root.ts";

/** The bridge: CommonJS in one file, since a sandboxed preload can neither import nor require files. */
export function preloadBundle(outDir: string): InlineConfig {
  return {
    configFile: false,
    root,
    logLevel: "warn",
    publicDir: false,
    ssr: { noExternal: true, external: ["electron"], target: "node" },
    build: {
      ssr: path.join(root, "desktop/preload/preload.ts"),
      outDir,
      emptyOutDir: true,
      target: "chrome130",
      minify: false,
      rollupOptions: {
        external: ["electron"],
        output: { format: "cjs", entryFileNames: "preload.cjs", codeSplitting: false },
      },
    },
  };
}
