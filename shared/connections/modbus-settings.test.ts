import { expect, it } from "vitest";
import { modbusSettings } from "./modbus-settings.ts";

const settings = (transport: object) => modbusSettings.safeParse({ driver: "modbus", transport });

it("fills in what is usual", () => {
  expect(settings({ type: "tcp", host: "192.168.1.20" }).data).toEqual({
    driver: "modbus",
    transport: { type: "tcp", host: "192.168.1.20", port: 502 },
    timeoutMs: 500,
    pollMs: 1_000,
    registersPerRead: 125,
  });
});

it("RTU needs eight data bits; ASCII does with seven", () => {
  const line = { path: "/dev/ttyS0", dataBits: 7 };
  expect(settings({ type: "rtu", line }).error!.issues).toEqual([
    expect.objectContaining({
      path: ["transport", "line", "dataBits"],
      message: "RTU needs 8 data bits; devices with 7 speak ASCII",
    }),
  ]);
  expect(settings({ type: "ascii", line }).success).toBe(true);
});
