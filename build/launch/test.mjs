import { buildBundlesOnce } from "./bundle.mjs";
import { debianPackages, ensureDebianPackages } from "./debian.mjs";
import { ensureElectron } from "./electron.mjs";
import { ensurePackages } from "./packages.mjs";
import { say } from "./say.mjs";
import { testSteps } from "./test-steps.mjs";
import { closingLine } from "./test-summary.mjs";

/** `npm test [-- unit|engine|e2e [FILE…]]`: all the set-up it needs, then every step until the first that breaks. */
const projects = /** @type {const} */ (["unit", "engine", "e2e"]);

/** @param {import("./test-steps.mjs").TestProject | undefined} only */
async function setUp(only) {
  await ensurePackages();
  if (only === "unit") return;
  if (!(await ensureDebianPackages(debianPackages.tests)))
    throw new Error("Debian packages are missing.");
  if (only === "engine") return;
  await ensureElectron();
  await buildBundlesOnce();
}

/** @returns {Promise<import("./test-summary.mjs").Tally[]>} */
async function test() {
  const [asked, ...filters] = process.argv.slice(2);
  const only = projects.find((project) => project === asked);
  if (asked !== undefined && only === undefined) {
    say(`there is no test project ${asked}, only ${projects.join(", ")}`);
    return [{ passed: 0, failed: 1 }];
  }
  try {
    await setUp(only);
  } catch (error) {
    say(`set-up failed: ${error instanceof Error ? error.message : error}`);
    return [{ passed: 0, failed: 1 }];
  }

  const tallies = [];
  const steps = testSteps(only, filters);
  for (const [index, step] of steps.entries()) {
    say(`step ${index + 1} of ${steps.length}: ${step.name}`);
    const startedAt = Date.now();
    const tally = await step.run(step.timeLimitSeconds);
    tallies.push(tally);
    const seconds = Math.round((Date.now() - startedAt) / 1000);
    if (tally.failed > 0) {
      say(
        `step ${step.name} FAILED after ${seconds} s (limit ${step.timeLimitSeconds} s); later steps are not run`,
      );
      break;
    }
    say(
      `step ${step.name} is fine (${seconds} s${tally.passed > 0 ? `, ${tally.passed} tests` : ""})`,
    );
  }
  return tallies;
}

const tallies = await test();
process.exitCode = tallies.some((tally) => tally.failed > 0) ? 1 : 0;
process.stdout.write(`${closingLine(tallies)}\n`);
