import { opcuaSettings } from "#shared/connections/opcua-settings.ts";
import type { OpcuaSettings } from "#shared/connections/opcua-settings.ts";
import type { ConnectionId, TagId } from "#shared/kernel/id.ts";
import type { DriverTag } from "../driver.ts";
import { OpcuaDriver } from "./opcua-driver.ts";
import type { OpcuaDriverOptions } from "./opcua-driver.ts";

export const testClock = { now: () => Date.now(), monotonic: () => performance.now() };
export const testLog = { debug: () => undefined, info: () => undefined, warn: () => undefined };
export const testNamespace = "nsu=urn:unison:test-machine;";
/** Shorter than in plants, so that the suite does not wait for half minutes. */
export const testTiming = { silentMs: 2_000, freshStartMs: 5_000 };

export const user = { type: "user", userName: "oee" } as const;
export const password = (text: string) => ({ kind: "password", password: text }) as const;
export const id = (name: string): TagId => name as TagId;

/** Settings of a test server; `more` overrides. */
export const testSettings = (endpoint: string, more: Partial<OpcuaSettings> = {}): OpcuaSettings =>
  opcuaSettings.parse({ driver: "opcua", endpoint, publishingMs: 200, ...more });

/** A tag of the test machine; its id is its name. */
export const testTag = (
  name: string,
  kind: DriverTag["class"] = "state",
  more: Partial<DriverTag> = {},
): DriverTag => ({
  id: id(name),
  address: `${testNamespace}s=${name}`,
  class: kind,
  deadband: null,
  ...more,
});

export const testDriver = (
  parts: Pick<OpcuaDriverOptions, "pkiFolder" | "tags"> & {
    readonly settings: OpcuaSettings;
    readonly login?: OpcuaDriverOptions["connection"]["login"];
    readonly silentSince?: number | null;
    readonly timing?: OpcuaDriverOptions["timing"];
  },
): OpcuaDriver =>
  new OpcuaDriver({
    connection: {
      id: "c" as ConnectionId,
      settings: parts.settings,
      login: parts.login ?? null,
      silentSince: parts.silentSince ?? null,
    },
    tags: parts.tags,
    pkiFolder: parts.pkiFolder,
    clock: testClock,
    log: testLog,
    timing: { ...testTiming, ...parts.timing },
  });
