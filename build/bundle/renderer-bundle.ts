import react from "@vitejs/plugin-react";
import path from "node:path";
import type { InlineConfig } from "vite";
import { root } from "./checkout-root.ts";
import { zipInPage } from "./zip-in-page.ts";

/**
 * The page: what the window loads from plant://app/ and a browser from http://127.0.0.1:PORT/.
 * Its policy forbids inline scripts and data: fonts, so nothing is inlined.
 */
export function rendererBundle(outDir: string): InlineConfig {
  return {
    configFile: false,
    root: path.join(root, "desktop/renderer"),
    // Absolute, so that a reload of /machines/filler-1 still finds its assets.
    base: "/",
    logLevel: "warn",
    plugins: [react(), zipInPage],
    // Replaced in every answer by desktop/page; the page reads it from <meta property="csp-nonce">.
    html: { cspNonce: "__NONCE__" },
    build: {
      outDir,
      emptyOutDir: true,
      // Chrome of the oldest Electron we run on.
      target: "chrome130",
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      chunkSizeWarningLimit: 2_000,
      sourcemap: true,
    },
  };
}
