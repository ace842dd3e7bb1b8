import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatOpcuaAddress, parseOpcuaAddress } from "./opcua-address.ts";
import type { OpcuaAddress } from "./opcua-address.ts";

const press = { namespaceUri: "urn:press", identifier: "s=Counter" };

describe("the address of an OPC UA tag", () => {
  it.each([
    ["nsu=urn:press;s=Counter", press, []],
    ["ns=0;i=2258", { namespaceUri: null, identifier: "i=2258" }, []],
    ["i=2258", { namespaceUri: null, identifier: "i=2258" }, []],
    ["nsu=urn:press;s=Counter#[3]", press, [{ kind: "element", indexes: [3] }]],
    ["nsu=urn:press;s=Counter#[2,1]", press, [{ kind: "element", indexes: [2, 1] }]],
    [
      "nsu=urn:press;s=Counter#[0].Count",
      press,
      [
        { kind: "element", indexes: [0] },
        { kind: "member", name: "Count" },
      ],
    ],
    ["nsu=urn:press;s=Counter#.Zähler_1", press, [{ kind: "member", name: "Zähler_1" }]],
    ["nsu=urn:press;s=Line#5", { ...press, identifier: "s=Line#5" }, []],
    ["nsu=urn:a%3Bb%25;i=7", { namespaceUri: "urn:a;b%", identifier: "i=7" }, []],
  ])("%s", (text, node, path) => {
    expect(parseOpcuaAddress(text)).toEqual({ ok: true, address: { kind: "value", node, path } });
  });

  it("takes a field of the events of a type", () => {
    const text =
      "event:nsu=urn:press;s=Press?type=nsu=urn:euromap;i=1011&field=nsu=urn:euromap;Cycle/PartId";
    const address: OpcuaAddress = {
      kind: "event",
      notifier: { namespaceUri: "urn:press", identifier: "s=Press" },
      type: { namespaceUri: "urn:euromap", identifier: "i=1011" },
      field: [
        { namespaceUri: "urn:euromap", name: "Cycle" },
        { namespaceUri: null, name: "PartId" },
      ],
    };
    expect(parseOpcuaAddress(text)).toEqual({ ok: true, address });
    expect(formatOpcuaAddress(address)).toBe(text);
  });

  it("takes every event when no type is named", () => {
    expect(parseOpcuaAddress("event:i=2253?field=Message")).toMatchObject({
      ok: true,
      address: { type: { namespaceUri: null, identifier: "i=2041" } },
    });
  });

  it.each([
    ["", "node"],
    ["ns=2;s=Counter", "node"],
    ["nsu=urn:press;x=1", "node"],
    ["event:Server?field=Message", "notifier"],
    ["event:i=2253?type=Alarm&field=Message", "event_type"],
    ["event:i=2253", "event_field"],
    ["event:i=2253?field=A//B", "event_field"],
    ["event:i=2253?field=Message&severity=500", "event_field"],
  ])("%s is none: %s", (text, error) => {
    expect(parseOpcuaAddress(text)).toEqual({ ok: false, error });
  });

  it("is read as it was written, whatever the names", () => {
    const name = fc.string({ minLength: 1, unit: fc.constantFrom(..."aZ9 ;%/?&#[].=ü") });
    const node = fc.record({
      namespaceUri: fc.option(name),
      identifier: fc.nat(4_000_000).map((id) => `i=${id}`),
    });
    const index = fc.array(fc.nat(99), { minLength: 1, maxLength: 3 });
    const step = fc.oneof(
      index.map((indexes) => ({ kind: "element" as const, indexes })),
      fc
        .constantFrom("Count", "Größe_1")
        .map((member) => ({ kind: "member" as const, name: member })),
    );
    const browseName = fc.record({ namespaceUri: fc.option(name), name }).filter(
      // A name of namespace 0 that looks like one with a namespace cannot be told apart; the standard has none.
      (one) => one.namespaceUri !== null || !one.name.startsWith("nsu="),
    );
    const address: fc.Arbitrary<OpcuaAddress> = fc.oneof(
      fc.record({ kind: fc.constant("value" as const), node, path: fc.array(step) }),
      fc.record({
        kind: fc.constant("event" as const),
        notifier: node,
        type: node,
        field: fc.array(browseName, { minLength: 1 }),
      }),
    );
    fc.assert(
      fc.property(address, (one) => {
        expect(parseOpcuaAddress(formatOpcuaAddress(one))).toEqual({ ok: true, address: one });
      }),
      { seed: 1, verbose: true },
    );
  });
});
