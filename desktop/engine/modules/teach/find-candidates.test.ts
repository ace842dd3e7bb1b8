import { describe, expect, it } from "vitest";
import { parseModbusAddress } from "#shared/connections/modbus/modbus-address.ts";
import type { BrowseNode } from "../../drivers/driver.ts";
import { findCandidates, searchLimits } from "./find-candidates.ts";

const node = (address: string, more: Partial<BrowseNode> = {}): BrowseNode => ({
  address,
  name: address,
  kind: "variable",
  dataType: "UInt32",
  value: 1,
  status: 0,
  sourceTime: null,
  hasChildren: false,
  ...more,
});
const folder = (address: string) => node(address, { kind: "folder", hasChildren: true });

/** A server by its folders; asking for one it does not have is an error. */
const serverOf = (tree: Record<string, readonly BrowseNode[]>) => {
  const asked: (string | null)[] = [];
  const browse = async (address: string | null) => {
    asked.push(address);
    return tree[address ?? "root"] ?? [];
  };
  return { browse, asked };
};

describe("where the signals of a machine are looked for", () => {
  it("is everything below a folder, named by the way to it, nearest first", async () => {
    const { browse } = serverOf({
      root: [folder("press"), node("top")],
      press: [folder("counters"), node("running", { dataType: "Boolean", value: false })],
      counters: [
        node("strokes"),
        node("speed", { dataType: "Double" }),
        node("text", { value: "A" }),
      ],
    });
    const { signals, isCut } = await findCandidates(browse, { kind: "browse", address: null });
    expect(signals.map(({ name, class: kind }) => [name, kind])).toEqual([
      ["top", "counter"],
      ["press / running", "counter"],
      ["press / counters / strokes", "counter"],
      ["press / counters / speed", "analog"],
      ["press / counters / text", "text"],
    ]);
    expect(isCut).toBe(false);
  });

  it("leaves out what tells of the server itself, and what two folders share comes once", async () => {
    const { browse, asked } = serverOf({
      root: [folder("ns=0;i=2253"), folder("a"), folder("b")],
      a: [node("same")],
      b: [node("same"), folder("a")],
    });
    const { signals } = await findCandidates(browse, { kind: "browse", address: null });
    expect(signals.map(({ address }) => address)).toEqual(["same"]);
    expect(asked).toEqual([null, "a", "b"]);
  });

  it("stops at what can be watched, and says so", async () => {
    const many = Array.from({ length: searchLimits.signals + 50 }, (_, i) => node(`v${i}`));
    const { signals, isCut } = await findCandidates(serverOf({ root: many }).browse, {
      kind: "browse",
      address: null,
    });
    expect(signals).toHaveLength(searchLimits.signals);
    expect(isCut).toBe(true);
  });

  it("is every field of a line's telegrams", async () => {
    const { browse } = serverOf({ root: [node("total"), node("state", { value: "R" })] });
    const { signals } = await findCandidates(browse, { kind: "telegram" });
    expect(signals.map(({ address, class: kind }) => [address, kind])).toEqual([
      ["total", "counter"],
      ["state", "text"],
    ]);
  });

  it("is a range of registers in the addresses that the Modbus driver reads, up to the last one there is", async () => {
    const of = (table: "holding" | "coil", from: number) =>
      findCandidates(serverOf({}).browse, { kind: "registers", unit: 7, table, from, count: 3 });
    const { signals } = await of("holding", 100);
    expect(signals.map(({ address }) => address)).toEqual([
      "7/holding/100/uint16",
      "7/holding/101/uint16",
      "7/holding/102/uint16",
    ]);
    const addresses = [...(await of("coil", 65_534)).signals, ...signals];
    expect(addresses).toHaveLength(5);
    for (const { address } of addresses) expect(() => parseModbusAddress(address)).not.toThrow();
  });
});
