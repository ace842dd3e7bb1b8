import path from "node:path";
import type { InlineConfig } from "vite";
import { root } from "./checkout-root.ts";

/** Electron's main process: one ES module, with everything in it but Electron and Node. */
export function mainBundle(outDir: string): InlineConfig {
  return {
    configFile: false,
    root,
    logLevel: "warn",
    publicDir: false,
    ssr: { noExternal: true, external: ["electron"], target: "node" },
    build: {
      ssr: path.join(root, "desktop/main/main.ts"),
      outDir,
      emptyOutDir: true,
      // The Node inside the oldest Electron we run on (33).
      target: "node20",
      minify: false,
      sourcemap: true,
      rollupOptions: {
        external: ["electron"],
        output: { format: "es", entryFileNames: "main.mjs", codeSplitting: false },
      },
    },
  };
}
