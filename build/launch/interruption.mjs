const lookForParentEveryMs = 500;

/**
 * Resolves when the person (or the system) asks us to stop: Ctrl-C, a closed terminal, SIGTERM.
 * npm hands SIGTERM to the shell between us only, which then dies and leaves us behind without a
 * word; so a parent that is gone counts as well when npm has started us.
 * @returns {Promise<undefined>}
 */
export function interruption() {
  return new Promise((resolve) => {
    for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"])) {
      // Stays installed: a second Ctrl-C must not cut the orderly stop short.
      process.on(signal, () => resolve(undefined));
    }
    if (process.env["npm_lifecycle_event"] === undefined) return;
    const parent = process.ppid;
    const looking = setInterval(() => {
      if (process.ppid === parent) return;
      clearInterval(looking);
      resolve(undefined);
    }, lookForParentEveryMs);
    looking.unref();
  });
}
