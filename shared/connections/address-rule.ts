import type { ConnectionSettings } from "./connection-settings.ts";
import { ModbusAddressError, parseModbusAddress } from "./modbus/modbus-address.ts";
import { parseOpcuaAddress, type AddressError } from "./opcua/opcua-address.ts";
import { groupNamesOf } from "./serial/field-pattern.ts";
import type { SerialSettings } from "./serial-settings.ts";

const opcuaRules: Readonly<Record<AddressError, string>> = {
  node: "must look like nsu=<namespace URI>;s=<identifier> or ns=0;i=<number>",
  notifier: "must name the node whose events are taken: event:<node>?type=<node>&field=<name>",
  event_type: "must name the type of the events as a node: type=nsu=<namespace URI>;i=<number>",
  event_field: "must name a field of the events: field=Message",
};

/** What is wrong with the address of a tag on a connection with these settings, as a rule; null = nothing that can be known here. */
export function addressRule(settings: ConnectionSettings, address: string): string | null {
  switch (settings.driver) {
    case "opcua": {
      const parsed = parseOpcuaAddress(address);
      return parsed.ok ? null : opcuaRules[parsed.error];
    }
    case "modbus":
      return modbusRule(address);
    case "serial":
      return fieldRule(settings, address);
    case "simulated":
      return null;
    default:
      return settings satisfies never;
  }
}

function modbusRule(address: string): string | null {
  try {
    parseModbusAddress(address);
    return null;
  } catch (error) {
    if (error instanceof ModbusAddressError) return error.message;
    throw error;
  }
}

/** Words of an Omron answer are split up once it is there: `w0`, `w1Bcd`. */
const hostLinkWord = /^w\d{1,2}(?:Bcd)?$/;

function fieldRule({ telegram }: SerialSettings, address: string): string | null {
  const names = fieldNames(telegram);
  if (names.includes(address)) return null;
  const hasWords = telegram.profile === "omron_host_link" && names.includes("words");
  if (hasWords && hostLinkWord.test(address)) return null;
  return `must be a field of the telegram: ${names.join(", ")}${hasWords ? ", w0, w0Bcd, w1 …" : ""}`;
}

/** The fields a telegram falls apart into, by name; none when its pattern is none. */
export function fieldNames({ fields }: SerialSettings["telegram"]): readonly string[] {
  if (fields.type === "separator") return fields.names.filter((name) => name !== "");
  const names = groupNamesOf(fields.pattern);
  // A pattern that is none has no fields; the connection itself says what is wrong with it.
  return names instanceof Error ? [] : names;
}
