import modbusSerial from "modbus-serial";

/** modbus-serial's client; the package is CommonJS, whose default lies one deeper. */
export const ModbusClient = modbusSerial.default;
export type ModbusClient = InstanceType<typeof ModbusClient>;
