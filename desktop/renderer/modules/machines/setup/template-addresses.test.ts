import { expect, test } from "vitest";
import type { BrowseNodeRow } from "#shared/connections/connection-rows.ts";
import { signalTemplates } from "#shared/machines/templates/signal-templates.ts";
import { findTemplateTags } from "./template-addresses.ts";

/** A server as nested names; leaves are variables. */
type Space = { readonly [name: string]: Space | null };

const machinery: Space = {
  "3:MachineryBuildingBlocks": {
    "3:MachineryItemState": { CurrentState: { Id: null, Number: null } },
    "3:OperationCounters": { OperationCycleCounter: null },
  },
};

function browserOf(space: Space) {
  const asked: string[] = [];
  const browse = (address: string | null): Promise<BrowseNodeRow[]> => {
    asked.push(String(address));
    const names = String(address).split("/").slice(1);
    const at = names.reduce<Space | null>((here, name) => here?.[name] ?? null, space);
    return Promise.resolve(
      Object.entries(at ?? {}).map(([name, inner]) => ({
        address: `${address}/${name}`,
        name,
        kind: inner === null ? ("variable" as const) : ("folder" as const),
        dataType: null,
        value: null,
        quality: "none" as const,
        sourceTime: null,
        hasChildren: inner !== null,
      })),
    );
  };
  return { asked, browse };
}

test("tags are found by their names below the machine, whatever namespace index stands before them", async () => {
  const template = signalTemplates.find(({ id }) => id === "opc_40001")!;
  const { browse, asked } = browserOf(machinery);
  const found = await findTemplateTags(template.tags, "m", browse);
  expect(found.map(({ suffix, node }) => [suffix, node?.address ?? null])).toEqual([
    ["item-state", "m/3:MachineryBuildingBlocks/3:MachineryItemState/CurrentState/Id"],
    ["operation-mode", null],
    ["cycles", "m/3:MachineryBuildingBlocks/3:OperationCounters/OperationCycleCounter"],
  ]);
  expect(new Set(asked).size).toBe(asked.length);
});
