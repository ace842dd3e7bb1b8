import { coerceNodeId } from "node-opcua";
import { describe, expect, it } from "vitest";
import { parseNodeAddress } from "#shared/connections/opcua/opcua-address.ts";
import { nodeIdText, resolveNodeAddress } from "./node-address.ts";

const namespaces = ["http://opcfoundation.org/UA/", "urn:server", "urn:machine;line=1%", "urn:plc"];

describe("a stored node address", () => {
  it.each([
    ["ns=3;s=Line 1;Speed", "nsu=urn:plc;s=Line 1;Speed"],
    ["ns=3;i=4711", "nsu=urn:plc;i=4711"],
    ["ns=2;s=a", "nsu=urn:machine%3Bline=1%25;s=a"],
    [
      "ns=3;g=72962B91-FA75-4AE6-8D28-B404DC7DAF63",
      "nsu=urn:plc;g=72962B91-FA75-4AE6-8D28-B404DC7DAF63",
    ],
    ["ns=3;b=M/RbKBsRVkePCePcx24oRA==", "nsu=urn:plc;b=M/RbKBsRVkePCePcx24oRA=="],
    ["ns=0;i=2258", "ns=0;i=2258"],
  ])("%s is stored as %s and found again", (nodeId, stored) => {
    expect(nodeIdText(coerceNodeId(nodeId), namespaces)).toBe(stored);
    const address = parseNodeAddress(stored)!;
    expect(resolveNodeAddress(address, namespaces)!.toString()).toBe(
      coerceNodeId(nodeId).toString(),
    );
  });

  it("follows its namespace when the index moves", () => {
    const address = parseNodeAddress("nsu=urn:plc;s=count")!;
    expect(resolveNodeAddress(address, ["x", "urn:plc"])!.namespace).toBe(1);
    expect(resolveNodeAddress(address, ["x", "y", "z", "w", "urn:plc"])!.namespace).toBe(4);
    expect(resolveNodeAddress(address, ["x"])).toBeNull();
  });

  it("accepts standard nodes in short", () => {
    expect(parseNodeAddress("i=2258")).toEqual({ namespaceUri: null, identifier: "i=2258" });
  });

  it.each([
    "ns=2;s=count",
    "count",
    "nsu=urn:plc",
    "nsu=;s=a",
    "nsu=urn:plc;i=x",
    "nsu=urn:plc;g=12",
    "",
  ])("refuses %j", (text) => {
    expect(parseNodeAddress(text)).toBeNull();
  });
});
