import fs from "node:fs";
import path from "node:path";
import { checkout } from "./checkout.mjs";
import { endToEndCommand } from "./end-to-end-command.mjs";
import { node24 } from "./node24.mjs";
import { runCommand } from "./run-command.mjs";
import { tallyOfReport } from "./test-summary.mjs";

/**
 * One step of the suite. A step that counts tests reports them; any other reports one failure or
 * nothing.
 * @typedef {object} TestStep
 * @property {string} name
 * @property {number} timeLimitSeconds hard limit; what runs longer hangs
 * @property {(timeLimitSeconds: number) => Promise<import("./test-summary.mjs").Tally>} run
 */

/** @typedef {"unit" | "engine" | "e2e"} TestProject */

const reports = path.join(checkout.testResults, "reports");

/**
 * @param {TestProject | undefined} only one project, or undefined for everything
 * @param {readonly string[]} filters parts of file names, to run some of a project's files
 * @returns {TestStep[]}
 */
export function testSteps(only, filters) {
  const projects = [
    projectStep("unit", 600, filters),
    projectStep("engine", 1_500, filters),
    projectStep("e2e", 1_500, filters),
  ];
  if (only !== undefined) return projects.filter((step) => step.name === only);
  return [
    toolStep("format", 120, "oxfmt/bin/oxfmt", ["--check"]),
    toolStep("lint", 120, "oxlint/bin/oxlint", []),
    toolStep("types", 600, "typescript/bin/tsc", ["-b"]),
    ...projects,
  ];
}

/**
 * @param {string} name
 * @param {number} timeLimitSeconds
 * @param {string} script inside node_modules
 * @param {readonly string[]} args
 * @returns {TestStep}
 */
function toolStep(name, timeLimitSeconds, script, args) {
  return {
    name,
    timeLimitSeconds,
    run: async (limit) => {
      const { code } = await runCommand(node24(), [path.join(checkout.modules, script), ...args], {
        cwd: checkout.root,
        timeLimitSeconds: limit,
      });
      return { passed: 0, failed: code === 0 ? 0 : 1 };
    },
  };
}

/**
 * @param {TestProject} project
 * @param {number} timeLimitSeconds
 * @param {readonly string[]} filters
 * @returns {TestStep}
 */
function projectStep(project, timeLimitSeconds, filters) {
  return {
    name: project,
    timeLimitSeconds,
    run: async (limit) => {
      const report = path.join(reports, `${project}.json`);
      fs.mkdirSync(reports, { recursive: true });
      fs.rmSync(report, { force: true });
      const vitest = [
        path.join(checkout.modules, "vitest/vitest.mjs"),
        "run",
        "--project",
        project,
        // The other loaders write next to the config, which an unprivileged run may not.
        "--configLoader=native",
        "--reporter=default",
        "--reporter=json",
        `--outputFile.json=${report}`,
        ...filters,
      ];
      const command =
        project === "e2e"
          ? await endToEndCommand(vitest, reports)
          : { file: node24(), args: vitest, env: process.env };
      const { code } = await runCommand(command.file, command.args, {
        cwd: checkout.root,
        env: command.env,
        timeLimitSeconds: limit,
      });
      const tally = tallyOfReport(report);
      // vitest also fails for reasons that no test shows, e.g. an unhandled rejection or our time limit.
      return code !== 0 && tally.failed === 0 ? { ...tally, failed: 1 } : tally;
    },
  };
}
