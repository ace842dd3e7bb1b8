import { qualityOf } from "#shared/machines/sample.ts";

/** Names of the OPC UA status codes that plants meet (Part 6, annex A); without info bits. */
const names: Readonly<Record<number, string>> = {
  0x00000000: "Good",
  0x00960000: "GoodLocalOverride",
  0x00a20000: "GoodCallAgain",
  0x40000000: "Uncertain",
  0x408f0000: "UncertainNoCommunicationLastUsableValue",
  0x40900000: "UncertainLastUsableValue",
  0x40910000: "UncertainSubstituteValue",
  0x40920000: "UncertainInitialValue",
  0x40930000: "UncertainSensorNotAccurate",
  0x40940000: "UncertainEngineeringUnitsExceeded",
  0x40950000: "UncertainSubNormal",
  0x80000000: "Bad",
  0x80310000: "BadNoCommunication",
  0x80320000: "BadWaitingForInitialData",
  0x80330000: "BadNodeIdInvalid",
  0x80340000: "BadNodeIdUnknown",
  0x80350000: "BadAttributeIdInvalid",
  0x803a0000: "BadNotReadable",
  0x80890000: "BadConfigurationError",
  0x808a0000: "BadNotConnected",
  0x808b0000: "BadDeviceFailure",
  0x808c0000: "BadSensorFailure",
  0x808d0000: "BadOutOfService",
};

/** The name of a status code, or its severity with the code as it came. */
export function statusText(status: number): string {
  const name = names[(status & 0xffff0000) >>> 0];
  return name ?? `${qualityOf(status)} 0x${status.toString(16).padStart(8, "0")}`;
}
