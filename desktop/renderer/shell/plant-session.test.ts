import { ORPCError } from "@orpc/client";
import { beforeEach, describe, expect, test } from "vitest";
import type { PlantAppClient } from "./engine-connection.ts";
import { PlantSession } from "./plant-session.ts";

const user = {
  id: "1",
  username: "otto",
  displayName: "Otto",
  role: "operator",
  language: null,
  permissions: [],
} as const;
const welcome = {
  state: "ready",
  plant: null,
  engineVersion: "1",
  demoAvailable: false,
  isDemo: false,
  now: 0,
} as const;

class Shelf {
  readonly kept = new Map<string, string>();
  getItem = (key: string) => this.kept.get(key) ?? null;
  setItem = (key: string, value: string) => void this.kept.set(key, value);
  removeItem = (key: string) => void this.kept.delete(key);
}

/** An engine that says hello and answers `resume` in its own way. */
const engineThat = (resume: () => Promise<unknown>, now = Date.now()) =>
  ({
    plant: { welcome: async () => ({ ...welcome, now }) },
    access: { resume },
  }) as unknown as PlantAppClient;

let shelf: Shelf;
let session: PlantSession;
beforeEach(() => {
  shelf = new Shelf();
  session = new PlantSession(shelf);
});

describe("a session over reconnects", () => {
  test("without a token nobody is asked", async () => {
    await session.greet(engineThat(() => Promise.reject(new Error("must not be asked"))));
    expect([session.state().user, session.state().welcome?.state]).toEqual([null, "ready"]);
  });

  test("the token is taken up again", async () => {
    session.signedIn({ user: { ...user, permissions: [] }, sessionToken: "t".repeat(30) });
    await session.greet(
      engineThat(async () => ({ user: { ...user, displayName: "Otto L." }, sessionToken: "t" })),
    );
    expect(session.state().user?.displayName).toBe("Otto L.");
  });

  test("a session the engine no longer knows ends", async () => {
    session.signedIn({ user: { ...user, permissions: [] }, sessionToken: "t".repeat(30) });
    await session.greet(
      engineThat(() =>
        Promise.reject(
          new ORPCError("UNAUTHENTICATED", { defined: true, data: { reason: "no_session" } }),
        ),
      ),
    );
    expect([session.state().user, shelf.kept.size]).toEqual([null, 0]);
  });

  test("an engine that breaks off while it greets signs nobody out", async () => {
    session.signedIn({ user: { ...user, permissions: [] }, sessionToken: "t".repeat(30) });
    await expect(
      session.greet(engineThat(() => Promise.reject(new Error("socket closed")))),
    ).rejects.toThrow("socket closed");
    expect([session.state().user?.username, shelf.kept.size]).toEqual(["otto", 1]);
  });

  test("the distance of the clocks is measured", async () => {
    await session.greet(engineThat(async () => undefined, Date.now() + 3_600_000));
    expect(Math.round(session.state().clockOffsetMs / 1_000)).toBe(3_600);
  });
});
