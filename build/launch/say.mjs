/**
 * Tells the person at the terminal what is going on. Always on stderr: stdout belongs to the one
 * line that programs read (the ready line of a headless start, the last line of a test run).
 * @param {string} text
 */
export function say(text) {
  process.stderr.write(`unison: ${text}\n`);
}
