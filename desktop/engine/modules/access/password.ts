import { hash, verify } from "@node-rs/argon2";

/** Argon2id with the OWASP minimum (19 MiB, 2 passes, 1 lane): about 30 ms on a plant PC. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export const hashPassword = (password: string): Promise<string> => hash(password, cost);

/** A hash nobody's password has, so that an unknown name takes as long as a wrong password. */
const nobody =
  "$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$O6qkqGcEU3Jd8fTLBQxsWsvWSlP7eOTgrhmtdlUJBTw";

export async function isPassword(stored: string | null, password: string): Promise<boolean> {
  const matches = await verify(stored ?? nobody, password);
  return matches && stored !== null;
}
