import { describe, expect, test } from "vitest";
import { permissionsOf } from "#shared/access/permissions.ts";
import type { SignedInUser } from "#shared/access/access.contract.ts";
import type { Role } from "#shared/access/roles.ts";
import type { Welcome } from "#shared/plant/plant.contract.ts";
import { permissionOfPath } from "./nav-pages.ts";
import { mayOf } from "./plant-session.ts";
import { screenOf } from "./screen-of-session.ts";

const welcome = (state: Welcome["state"]): Welcome => ({
  state,
  plant: null,
  engineVersion: "1",
  demoAvailable: true,
  isDemo: true,
  now: 0,
});
const person = (role: Role): SignedInUser => ({
  id: "1",
  username: "a",
  displayName: "A",
  role,
  language: null,
  permissions: [...permissionsOf[role]],
});

describe("which screen a session may see", () => {
  test.each([
    ["before the engine answered", null, null, "starting"],
    ["a plant without a user, whoever comes", welcome("unconfigured"), null, "first_run"],
    ["nobody signed in", welcome("ready"), null, "sign_in"],
    ["nobody signed in while the demo loads", welcome("loading_demo"), null, "sign_in"],
    [
      "the first user while the demo loads",
      welcome("loading_demo"),
      person("admin"),
      "loading_demo",
    ],
    ["somebody signed in", welcome("ready"), person("viewer"), "app"],
  ] as const)("%s", (_, hello, user, screen) => {
    expect(screenOf({ welcome: hello, user })).toBe(screen);
  });
});

describe("which pages a role may open", () => {
  const opens = (role: Role, path: string) => {
    const permission = permissionOfPath(path);
    return permission === undefined || mayOf(person(role), permission);
  };

  test.each([
    ["/", true, true],
    ["/machines/018f", true, true],
    ["/setup", true, true],
    ["/setup/connections/018f", true, true],
    ["/setup/users", false, true],
    ["/setup/users/018f", false, true],
    ["/setup/audit", false, true],
    ["/more", true, true],
    ["/no-such-page", true, true],
  ])("%s: viewer %s, administrator %s", (path, viewer, admin) => {
    expect([opens("viewer", path), opens("admin", path)]).toEqual([viewer, admin]);
  });

  test("a page whose name only begins alike is not guarded by its neighbour", () => {
    expect(permissionOfPath("/setup/users-old")).toBeUndefined();
  });

  test("nobody signed in may nothing", () => {
    expect(mayOf(null, "machine:read")).toBe(false);
  });
});
