import { readDefinition } from "#shared/trust/definition.ts";
import type { DefinitionGroup } from "#shared/trust/trust.contract.ts";
import type { Reader } from "../../database/reader.ts";
import { definitionHash, definitionOf } from "../oee/kpi-report-of.ts";
import { loadSetting } from "../oee/machine-setting.ts";
import { machinesOf } from "./edits.ts";

/** The meanings of figures in this plant, the one most machines share first. */
export async function definitions(reader: Reader): Promise<{ groups: DefinitionGroup[] }> {
  const machines = [];
  for (const machine of await machinesOf(reader, null))
    machines.push({ machine, text: definitionOf(await loadSetting(reader, machine.id)) });
  const groups = [...Map.groupBy(machines, ({ text }) => text)].map(
    ([text, same]): DefinitionGroup => ({
      hash: definitionHash([text]),
      text,
      fields: readDefinition(text),
      machines: same.map(({ machine }) => machine),
    }),
  );
  return { groups: groups.toSorted((a, b) => b.machines.length - a.machines.length) };
}
