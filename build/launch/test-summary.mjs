import fs from "node:fs";

/**
 * @typedef {object} Tally
 * @property {number} passed
 * @property {number} failed
 */

/**
 * Counts the tests of one vitest run from its JSON report. A run that left no report, or that ran no
 * test at all, counts as one failure: silence is not success.
 * @param {string} reportFile
 * @returns {Tally}
 */
export function tallyOfReport(reportFile) {
  try {
    const report = JSON.parse(fs.readFileSync(reportFile, "utf8"));
    const tally = { passed: Number(report.numPassedTests), failed: Number(report.numFailedTests) };
    // A file that could not even be loaded has no tests in it.
    const brokenFiles = report.testResults.filter(
      (/** @type {{ status: string, assertionResults: unknown[] }} */ file) =>
        file.status === "failed" && file.assertionResults.length === 0,
    ).length;
    if (tally.passed + tally.failed + brokenFiles === 0) return { passed: 0, failed: 1 };
    return { passed: tally.passed, failed: tally.failed + brokenFiles };
  } catch {
    return { passed: 0, failed: 1 };
  }
}

/**
 * The closing line that tools read: nothing else may stand on it.
 * @param {readonly Tally[]} tallies
 */
export function closingLine(tallies) {
  const passed = tallies.reduce((sum, tally) => sum + tally.passed, 0);
  const failed = tallies.reduce((sum, tally) => sum + tally.failed, 0);
  return `${passed} passed, ${failed} failed`;
}
