import type { DriverKind } from "../../connections/connection-settings.ts";
import type { TemplateTag } from "./signal-template.ts";

/** Where the machine begins on its connection. */
export interface MachineRoot {
  /** OPC UA: the machine's node. */
  readonly node: string;
  /** OPC UA: what stands between the names in the server's text node ids. */
  readonly separator: string;
  /** Modbus: unit and first register (or coil), counted from 0. */
  readonly unit: number;
  readonly register: number;
}

export const emptyRoot: MachineRoot = { node: "", separator: ".", unit: 1, register: 0 };

const textNode = /^(?:nsu=[^;]+;)s=./;

/**
 * The address that a tag usually has, written down without asking the machine; null when that is not possible: on OPC UA
 * only servers with text node ids that repeat the path (Kepware, most PLCs) let it be guessed, the others are browsed.
 */
export function usualAddress(
  driver: DriverKind,
  tag: TemplateTag,
  root: MachineRoot,
): string | null {
  const { paths, element = "", modbus, field } = tag.place;
  switch (driver) {
    case "opcua": {
      const path = paths?.[0];
      if (path === undefined || !textNode.test(root.node.trim())) return null;
      return `${root.node.trim()}${root.separator}${path.split("/").join(root.separator)}${element}`;
    }
    case "modbus":
      if (modbus === undefined) return null;
      return modbus.table === "coil"
        ? `${root.unit}/coil/${root.register + modbus.offset}`
        : `${root.unit}/holding/${root.register + modbus.offset}/${modbus.type}`;
    case "serial":
    case "simulated":
      return field ?? null;
    default:
      return driver satisfies never;
  }
}
