import path from "node:path";
import { z } from "zod";

/** What the window app has to know about its plant to start. Absolute paths. */
export interface LaunchParameters {
  dataFolder: string;
  /** The Node 24 binary that the engine runs on. */
  node: string;
  engineScript: string;
  /** Port wished for the engine; any free one when undefined. */
  port: number | undefined;
  /** Folder with the demo that First run may load, if there is one. */
  demoFolder: string | undefined;
  /** Load it into a data folder that has no plant yet. */
  loadDemo: boolean;
}

const environment = z.object({
  UNISON_DATA: z.string().min(1),
  UNISON_NODE: z.string().min(1),
  UNISON_ENGINE: z.string().min(1),
  UNISON_PORT: z.coerce.number().int().min(1).max(65_535).optional(),
  UNISON_DEMO: z.string().min(1).optional(),
  UNISON_LOAD_DEMO: z.literal("1").optional(),
});

/**
 * Out of a checkout the launcher says everything by environment. A packaged app ignores the
 * environment, so that nobody can make it run another engine.
 *
 * @param packaged where a packaged app's own files lie, undefined in a checkout
 * @throws ZodError when started from a checkout without the launcher
 */
export function launchParameters(
  env: NodeJS.ProcessEnv,
  packaged: { resources: string; userData: string; platform: NodeJS.Platform } | undefined,
): LaunchParameters {
  if (packaged !== undefined) {
    return {
      dataFolder: path.join(packaged.userData, "plant"),
      node: path.join(
        packaged.resources,
        "node",
        packaged.platform === "win32" ? "node.exe" : "node",
      ),
      engineScript: path.join(packaged.resources, "app/desktop/engine/cli/unison-engine.mjs"),
      port: undefined,
      demoFolder: undefined,
      loadDemo: false,
    };
  }
  const told = environment.parse(env);
  return {
    dataFolder: path.resolve(told.UNISON_DATA),
    node: told.UNISON_NODE,
    engineScript: told.UNISON_ENGINE,
    port: told.UNISON_PORT,
    demoFolder: told.UNISON_DEMO,
    loadDemo: told.UNISON_LOAD_DEMO === "1",
  };
}
