import type { BrowseNodeRow } from "#shared/connections/connection-rows.ts";
import type { TagClass } from "#shared/connections/tag.ts";

/** A tag as it is proposed for a variable of a server; a person looks at it before it is stored. */
export interface ProposedTag {
  readonly code: string;
  readonly name: string;
  readonly address: string;
  readonly class: TagClass;
}

const longestCode = 80;

/** Rules of thumb, first match wins: what the names of PLCs, PackTags and OPC UA companion models usually mean. */
const classByName: readonly (readonly [RegExp, TagClass])[] = [
  [/alarm|fault|error|stopreason|standstill|st(ö|oe)rung/i, "alarm"],
  [
    /count(?!down)|total|parts?\b|parts|pieces|cycles?\b|reject|scrap|defect|processed|produced|consumed|z(ä|ae)hler|st(ü|ue)ck|ausschuss|gutteile/i,
    "counter",
  ],
  [/state|mode|status|running|ready|active|blocked|starved|zustand|betrieb/i, "state"],
];

const texts = new Set([
  "String",
  "LocalizedText",
  "ByteString",
  "NodeId",
  "ExpandedNodeId",
  "QualifiedName",
  "Guid",
]);
const fractions = new Set(["Float", "Double", "Decimal"]);
const integers = new Set([
  "SByte",
  "Byte",
  "Int16",
  "UInt16",
  "Int32",
  "UInt32",
  "Int64",
  "UInt64",
  "Integer",
  "UInteger",
  "Enumeration",
]);

/** What sort of signal a variable probably is: its type decides, and where that leaves a choice its name. */
export function proposeClass(node: Pick<BrowseNodeRow, "name" | "dataType">): TagClass {
  const { name, dataType } = node;
  if (dataType !== null && texts.has(dataType)) return "text";
  const byName = classByName.find(([pattern]) => pattern.test(name))?.[1];
  if (dataType === "Boolean") return byName === "alarm" ? "alarm" : "state";
  if (dataType !== null && fractions.has(dataType))
    return byName === "counter" ? "counter" : "analog";
  if (dataType !== null && integers.has(dataType)) return byName ?? "state";
  return byName ?? "analog";
}

/** `ProdProcessedCount[0]` → `prod-processed-count-0`. */
export const codePart = (name: string): string =>
  name
    .replace(/[äÄ]/g, "ae")
    .replace(/[öÖ]/g, "oe")
    .replace(/[üÜ]/g, "ue")
    .replaceAll("ß", "ss")
    .normalize("NFKD")
    .replace(/[\u0300-\u036f]/g, "")
    .replace(/([a-z0-9])([A-Z])/g, "$1-$2")
    .replace(/([A-Z]+)([A-Z][a-z])/g, "$1-$2")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "");

/** Tags for variables, with codes `machine.name` that are free and differ from each other. */
export function proposeTags(
  nodes: readonly Pick<BrowseNodeRow, "address" | "name" | "dataType">[],
  machineCode: string | null,
  taken: ReadonlySet<string>,
): readonly ProposedTag[] {
  const used = new Set(taken);
  const prefix = machineCode === null ? "" : `${codePart(machineCode)}.`;
  return nodes.map((node) => {
    const base = prefix + (codePart(node.name) || "tag");
    const code = freeCode(base.slice(0, longestCode), used);
    used.add(code);
    const { address } = node;
    return { code, name: node.name.slice(0, 200), address, class: proposeClass(node) };
  });
}

function freeCode(base: string, used: ReadonlySet<string>): string {
  if (!used.has(base)) return base;
  for (let n = 2; ; n++) {
    const code = `${base.slice(0, longestCode - 1 - String(n).length)}-${n}`;
    if (!used.has(code)) return code;
  }
}

/** Addresses of proposed tags whose code is taken in the plant or used twice among them. */
export function takenCodes(
  proposed: readonly ProposedTag[],
  taken: ReadonlySet<string>,
): ReadonlySet<string> {
  const times = new Map<string, number>();
  for (const { code } of proposed) times.set(code, (times.get(code) ?? 0) + 1);
  return new Set(
    proposed
      .filter(({ code }) => taken.has(code) || (times.get(code) ?? 0) > 1)
      .map((tag) => tag.address),
  );
}
