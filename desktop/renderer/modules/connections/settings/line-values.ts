import type { SerialLine } from "#shared/connections/serial-line.ts";

/** A serial port and its line settings as a form holds them. */
export interface LineValues {
  readonly path: string;
  readonly baudRate: SerialLine["baudRate"];
  readonly dataBits: SerialLine["dataBits"];
  readonly parity: SerialLine["parity"];
  readonly stopBits: SerialLine["stopBits"];
}

export const usualLine: LineValues = {
  path: "",
  baudRate: 9_600,
  dataBits: 8,
  parity: "none",
  stopBits: 1,
};

export const lineSettings = (values: LineValues): unknown => ({
  path: values.path.trim(),
  baudRate: values.baudRate,
  dataBits: values.dataBits,
  parity: values.parity,
  stopBits: values.stopBits,
});

/** `9600 8N1`, as manuals write it. */
export const lineText = (line: Omit<LineValues, "path">): string =>
  `${line.baudRate} ${line.dataBits}${line.parity[0]!.toUpperCase()}${line.stopBits}`;
