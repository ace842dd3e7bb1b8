import type { TagClass } from "#shared/connections/tag.ts";
import type { LookIn } from "#shared/teach/teach.contract.ts";
import type { BrowseNode } from "../../drivers/driver.ts";

/** Something worth watching, before anything was read of it. */
export interface FoundSignal {
  readonly address: string;
  /** With the folders on the way, so that two signals of one name can be told apart. */
  readonly name: string;
  readonly dataType: string | null;
  readonly class: TagClass;
}

export interface FoundSignals {
  readonly signals: readonly FoundSignal[];
  /** There is more than can be watched. */
  readonly isCut: boolean;
}

export const searchLimits = { signals: 500, nodes: 3_000, depth: 10 } as const;

/** Of a standard server about 2,000 nodes that tell of the server, not of a machine (Server, Aliases, Locations). */
const aboutTheServer = /^ns=0;i=(2253|23470|31915)$/;

type Browse = (address: string | null) => Promise<readonly BrowseNode[]>;

/** Everything that might be a signal of a machine where a person says it is. Throws what browsing throws. */
export async function findCandidates(browse: Browse, lookIn: LookIn): Promise<FoundSignals> {
  switch (lookIn.kind) {
    case "browse":
      return searchBelow(browse, lookIn.address);
    case "telegram":
      return fieldsOf(await browse(null));
    case "registers":
      return registersOf(lookIn);
    default:
      return lookIn satisfies never;
  }
}

/** Level by level, so that what lies near comes first when there is too much. */
async function searchBelow(browse: Browse, root: string | null): Promise<FoundSignals> {
  const signals: FoundSignal[] = [];
  const seen = new Set<string>();
  let level: { readonly address: string | null; readonly path: string }[] = [
    { address: root, path: "" },
  ];
  for (let depth = 0; level.length > 0 && depth < searchLimits.depth; depth++) {
    const next: typeof level = [];
    for (const { address, path } of level) {
      for (const node of await browse(address)) {
        if (seen.has(node.address) || aboutTheServer.test(node.address)) continue;
        seen.add(node.address);
        const name = path === "" ? node.name : `${path} / ${node.name}`;
        if (node.kind === "variable") signals.push({ ...node, name, class: classOf(node) });
        if (node.hasChildren) next.push({ address: node.address, path: name });
        if (signals.length >= searchLimits.signals || seen.size >= searchLimits.nodes)
          return { signals: signals.map(plain), isCut: true };
      }
    }
    level = next;
  }
  return { signals: signals.map(plain), isCut: level.length > 0 };
}

const plain = ({ address, name, dataType, class: tagClass }: FoundSignal): FoundSignal => ({
  address,
  name,
  dataType,
  class: tagClass,
});

/** Every change of a whole number, bit or text may matter; measurements are sampled. */
function classOf({ dataType, value }: BrowseNode): TagClass {
  if (typeof value === "string") return "text";
  return /^(float|double|number)/i.test(dataType ?? "") ? "analog" : "counter";
}

const fieldsOf = (nodes: readonly BrowseNode[]): FoundSignals => ({
  signals: nodes
    .filter(({ kind }) => kind === "variable")
    .map((node) => plain({ ...node, class: classOf(node) })),
  isCut: false,
});

/**
 * Every register as a word of 16 bits: a longer counter moves its low word with every part, and a word that wraps is
 * counted right.
 */
function registersOf(where: Extract<LookIn, { kind: "registers" }>): FoundSignals {
  const { unit, table, from, count } = where;
  const isBit = table === "coil" || table === "discrete";
  const type = isBit ? "bool" : "uint16";
  const last = Math.min(from + count, 65_536);
  return {
    signals: Array.from({ length: last - from }, (_, i) => {
      const address = `${unit}/${table}/${from + i}/${type}`;
      return { address, name: `${table} ${from + i}`, dataType: type, class: "counter" };
    }),
    isCut: false,
  };
}
