import {
  IconCpu,
  IconNetwork,
  IconRobot,
  IconScale,
  IconUsb,
  type Icon,
} from "@tabler/icons-react";
import { newSettings, type ConnectionValues, type SettingsValues } from "../connection-values.ts";

/** What stands at the machine, as a person sees it: one plug or address, one kind. */
export const connectionKinds = [
  "opcua",
  "modbus-tcp",
  "modbus-serial",
  "serial",
  "simulated",
] as const;
export type ConnectionKind = (typeof connectionKinds)[number];

export const kindIcons: Readonly<Record<ConnectionKind, Icon>> = {
  opcua: IconCpu,
  "modbus-tcp": IconNetwork,
  "modbus-serial": IconUsb,
  serial: IconScale,
  simulated: IconRobot,
};

function settingsOf(kind: ConnectionKind): SettingsValues {
  switch (kind) {
    case "opcua":
    case "serial":
    case "simulated":
      return newSettings[kind];
    case "modbus-tcp":
      return newSettings.modbus;
    case "modbus-serial":
      return { ...newSettings.modbus, type: "rtu" };
    default:
      return kind satisfies never;
  }
}

/** What the form of a new connection of this kind begins with. */
export const newConnection = (kind: ConnectionKind): ConnectionValues => ({
  code: "",
  name: "",
  settings: settingsOf(kind),
});
