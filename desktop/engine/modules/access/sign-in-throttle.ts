/** After this many wrong passwords for one name, further tries wait. */
const freeTries = 5;
const longestWaitMs = 5 * 60_000;

interface Tries {
  failures: number;
  lastAt: number;
}

/**
 * Slows guessing per user name: from the sixth failure on each doubles the wait, from 2 s to 5 min.
 * Kept in memory: a restart forgives, which costs an attacker who can restart the engine nothing anyway.
 */
export class SignInThrottle {
  readonly #tries = new Map<string, Tries>();

  /** Milliseconds until the name may try again; 0 = now. */
  waitMs(username: string, now: number): number {
    const tries = this.#tries.get(username);
    if (!tries || tries.failures < freeTries) return 0;
    const wait = Math.min(longestWaitMs, 2_000 * 2 ** (tries.failures - freeTries));
    return Math.max(0, tries.lastAt + wait - now);
  }

  failed(username: string, now: number): void {
    const failures = (this.#tries.get(username)?.failures ?? 0) + 1;
    this.#tries.set(username, { failures, lastAt: now });
    for (const [name, tries] of this.#tries) {
      if (tries.lastAt + 2 * longestWaitMs < now) this.#tries.delete(name);
    }
  }

  succeeded(username: string): void {
    this.#tries.delete(username);
  }
}
