import path from "node:path";
import { defineConfig } from "vitest/config";

/**
 * Three layers, told apart by file name:
 * unit `x.test.ts`, engine `x.db.test.ts` (real SQLite, servers, processes), end-to-end `x.e2e.ts`.
 */
const never = ["**/node_modules/**", "**/dist/**", "**/.cache/**", "**/.unison/**"];

/**
 * Tests of real processes, servers and browsers on a busy machine may lose a race that the product wins. CI gives such a
 * test one more try, and the report names it ("retry x1") so that it is mended; at a desk there is none.
 */
const retry = Number(process.env["UNISON_TEST_RETRIES"] ?? 0);

// An unprivileged end-to-end run cannot write into the checkout.
const cache = process.env["UNISON_TEST_CACHE"] ?? ".cache/vite";

export default defineConfig({
  cacheDir: cache,
  test: {
    fsModuleCachePath: path.resolve(cache, "modules"),
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          environment: "node",
          include: ["{shared,desktop,build}/**/*.test.{ts,tsx}"],
          exclude: [...never, "**/*.db.test.ts"],
          // Modules have no state (a check holds them to it), so files may share what is loaded: less than half the time.
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          name: "engine",
          environment: "node",
          include: ["{shared,desktop,build}/**/*.db.test.ts"],
          exclude: never,
          testTimeout: 60_000,
          hookTimeout: 60_000,
          retry,
          pool: "forks",
          // Two cores: these files run servers and processes of their own.
          maxWorkers: 2,
        },
      },
      {
        extends: true,
        test: {
          name: "e2e",
          environment: "node",
          include: ["desktop/e2e/**/*.e2e.ts"],
          exclude: never,
          testTimeout: 120_000,
          hookTimeout: 180_000,
          retry,
          pool: "forks",
          fileParallelism: false,
        },
      },
    ],
  },
});
