/** `npm run bench -- modbus`: how often the driver reads two registers, beside bare modbus-serial. See README.md. */
import { debianPackages, ensureDebianPackages } from "#build/launch/debian.mjs";
import { freePort } from "#build/launch/free-port.mjs";
import { PtyPair } from "#desktop/engine/drivers/modbus/pty-pair.ts";
import { PymodbusServer } from "#desktop/engine/drivers/modbus/pymodbus-server.ts";
import { modbusSettings, type ModbusTransport } from "#shared/connections/modbus-settings.ts";
import { rounded } from "./figures/percentile.ts";
import { bareReads, driverReads, type Reads } from "./modbus/read-rates.ts";
import { benchOptions, wholeNumber } from "./run/bench-options.ts";
import { runBench, type BenchRun } from "./run/bench-run.ts";

const { seconds } = benchOptions({ seconds: wholeNumber(2, 120, 12) });
/** The two take turns, so that both meet the same moods of the machine. */
const turns = 3;

interface Rates {
  readonly driver: number;
  readonly bare: number;
  readonly lost: number;
}

const transportOf = (transport: object): ModbusTransport =>
  modbusSettings.parse({ driver: "modbus", transport }).transport;

async function compare(run: BenchRun, transport: ModbusTransport): Promise<Rates> {
  const bare: Reads[] = [];
  const driver: Reads[] = [];
  for (let turn = 0; turn < turns; turn++) {
    bare.push(await bareReads(transport, seconds / turns));
    driver.push(await driverReads(transport, seconds / turns));
  }
  const rate = (reads: readonly Reads[]): number =>
    reads.reduce((sum, { count }) => sum + count, 0) /
    reads.reduce((sum, one) => sum + one.seconds, 0);
  const lost = driver.reduce((sum, reads) => sum + reads.lost, 0);
  const rates = { driver: rate(driver), bare: rate(bare), lost };
  run.tell(`${transport.type}: ${rounded(rates.driver)} reads/s, bare ${rounded(rates.bare)}`);
  return rates;
}

async function modbus(run: BenchRun): Promise<Record<string, number>> {
  await ensureDebianPackages(debianPackages.tests);
  const port = await freePort([]);
  const overTcp = new PymodbusServer("tcp", port);
  run.onEnd(() => overTcp.kill());
  await overTcp.start();
  const tcp = await compare(run, transportOf({ type: "tcp", host: "127.0.0.1", port }));
  await overTcp.kill();

  const pair = await PtyPair.open();
  run.onEnd(() => pair.close());
  const overLine = new PymodbusServer("rtu", pair.far);
  run.onEnd(() => overLine.kill());
  await overLine.start();
  const line = { path: pair.near, baudRate: 115_200 };
  const rtu = await compare(run, transportOf({ type: "rtu", line }));
  return {
    readsPerSecond: Math.round(tcp.driver),
    bareReadsPerSecond: Math.round(tcp.bare),
    ratio: rounded(tcp.driver / tcp.bare, 3),
    rtuReadsPerSecond: Math.round(rtu.driver),
    rtuBareReadsPerSecond: Math.round(rtu.bare),
    rtuRatio: rounded(rtu.driver / rtu.bare, 3),
    lost: tcp.lost + rtu.lost,
  };
}

await runBench({ name: "modbus", limitSeconds: 60 + seconds * 5, measure: modbus });
