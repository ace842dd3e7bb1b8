import { DataType, StatusCodes, Variant, VariantArrayType } from "node-opcua";
import type { OPCUAServer, UAEventType, UAObject, UAVariable } from "node-opcua";

type Space = NonNullable<OPCUAServer["engine"]["addressSpace"]>;
type Own = ReturnType<Space["getOwnNamespace"]>;

/** An array, a matrix and a node id, as PLCs and companion specifications have them. */
export function addElements(own: Own, folder: UAObject): void {
  const add = (name: string, dataType: DataType, rank: number, variant: Variant): void => {
    const node = own.addVariable({
      componentOf: folder,
      browseName: name,
      nodeId: `s=${name}`,
      dataType,
      valueRank: rank,
      ...(rank > 0 ? { arrayDimensions: Array.from({ length: rank }, () => 0) } : {}),
    });
    node.setValueFromSource(variant, StatusCodes.Good, new Date());
  };
  const array = { dataType: DataType.UInt32, arrayType: VariantArrayType.Array };
  add("counts", DataType.UInt32, 1, new Variant({ ...array, value: [11, 22, 33] }));
  const matrix = { dataType: DataType.Double, arrayType: VariantArrayType.Matrix };
  add(
    "grid",
    DataType.Double,
    2,
    new Variant({ ...matrix, dimensions: [2, 3], value: [1, 2, 3, 4, 5, 6] }),
  );
  const id = folder.nodeId;
  add("current", DataType.NodeId, -1, new Variant({ dataType: DataType.NodeId, value: id }));
}

/** OPC 30050: counts are an array of structures. Returns what sets the count of the first one. */
export function addPackmlCounts(space: Space, own: Own, folder: UAObject): (count: number) => void {
  const index = space.getNamespaceIndex("http://opcfoundation.org/UA/PackML/");
  const type = space.findDataType("PackMLCountDataType", index);
  if (!type) throw new Error("the PackML nodeset is not loaded");
  const node: UAVariable = own.addVariable({
    componentOf: folder,
    browseName: "ProdProcessedCount",
    nodeId: "s=ProdProcessedCount",
    dataType: type,
    valueRank: 1,
    arrayDimensions: [0],
  });
  const set = (count: number): void => {
    const value = [count, 1_000].map((each, at) =>
      space.constructExtensionObject(type, {
        iD: at,
        name: `counter ${at}`,
        count: each,
        accCount: each,
      }),
    );
    const variant = {
      dataType: DataType.ExtensionObject,
      arrayType: VariantArrayType.Array,
      value,
    };
    node.setValueFromSource(new Variant(variant), StatusCodes.Good, new Date());
  };
  set(5);
  return set;
}

/** A machine that raises an event per cycle, with the part it made. Returns what raises one. */
export function addCycleEvents(own: Own, folder: UAObject): (part: string) => void {
  const named = { browseName: "CycleEventType", nodeId: "s=CycleEventType" };
  const type: UAEventType = own.addEventType({ ...named, subtypeOf: "BaseEventType" });
  own.addVariable({
    propertyOf: type,
    browseName: "PartId",
    dataType: DataType.String,
    modellingRule: "Mandatory",
  });
  return (part) =>
    folder.raiseEvent(type, {
      message: { dataType: DataType.LocalizedText, value: { text: `part ${part} made` } },
      severity: { dataType: DataType.UInt32, value: 300 },
      partId: { dataType: DataType.String, value: part },
    } as unknown as Parameters<UAObject["raiseEvent"]>[1]);
}

/** An analog item that names its own range. */
export function addPower(own: Own, folder: UAObject): void {
  own.addAnalogDataItem({
    componentOf: folder,
    browseName: "power",
    nodeId: "s=power",
    dataType: DataType.Double,
    engineeringUnitsRange: { low: 0, high: 100 },
    value: { dataType: DataType.Double, value: 10 },
  });
}
