import { readdir, readFile, readlink, realpath } from "node:fs/promises";
import { basename, join } from "node:path";
import { SerialPort } from "serialport";

/** A serial port of this machine. */
export interface ListedPort {
  /** What a connection should name: the stable name where the system has one. */
  readonly path: string;
  /** The device behind a stable name, `/dev/ttyUSB0`; null when `path` is all there is. */
  readonly device: string | null;
  readonly manufacturer: string | null;
  readonly serialNumber: string | null;
}

/** Folders of the system, replaced in tests. */
export interface PortFolders {
  readonly devices: string;
  readonly classes: string;
}

const systemFolders: PortFolders = { devices: "/dev", classes: "/sys/class/tty" };

/** The serial ports of this machine, by path. On Linux it needs no udev; elsewhere the system's own list. */
export async function listPorts(folders: PortFolders = systemFolders): Promise<ListedPort[]> {
  const ports =
    process.platform === "linux" ? await listLinuxPorts(folders) : await listOtherPorts();
  return ports.toSorted((a, b) => (a.path < b.path ? -1 : 1));
}

async function listLinuxPorts({ devices, classes }: PortFolders): Promise<ListedPort[]> {
  const stable = await stableNames(join(devices, "serial", "by-id"));
  const names = new Set([
    ...(await realPorts(classes)),
    ...[...stable.keys()].map((device) => basename(device)),
  ]);
  return Promise.all(
    [...names].map(async (name) => {
      const device = join(devices, name);
      const path = stable.get(device);
      const facts = await usbFacts(join(classes, name));
      return path === undefined
        ? { path: device, device: null, ...facts }
        : { path, device, ...facts };
    }),
  );
}

/** Device path to its name under `/dev/serial/by-id`. */
async function stableNames(folder: string): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (const name of (await readdir(folder).catch(() => [])).toSorted()) {
    const path = join(folder, name);
    const device = await realpath(path).catch(() => null);
    if (device !== null && !found.has(device)) found.set(device, path);
  }
  return found;
}

/** Terminals with hardware behind them; a driver of fixed ports also announces ones that do not exist (type 0). */
async function realPorts(classes: string): Promise<string[]> {
  const names = await readdir(classes).catch(() => []);
  const checked = await Promise.all(
    names.map(async (name) => {
      const driver = await readlink(join(classes, name, "device", "driver")).catch(() => null);
      if (driver === null) return [];
      const type = await factOf(join(classes, name, "type"));
      return type === "0" ? [] : [name];
    }),
  );
  return checked.flat();
}

/** Manufacturer and serial number stand at the USB device, some levels above the terminal. */
async function usbFacts(
  terminal: string,
): Promise<Pick<ListedPort, "manufacturer" | "serialNumber">> {
  let folder = await realpath(join(terminal, "device")).catch(() => null);
  for (let level = 0; folder !== null && level < 4; level += 1) {
    if ((await factOf(join(folder, "idVendor"))) !== null)
      return {
        manufacturer: await factOf(join(folder, "manufacturer")),
        serialNumber: await factOf(join(folder, "serial")),
      };
    folder = join(folder, "..");
  }
  return { manufacturer: null, serialNumber: null };
}

const factOf = (path: string): Promise<string | null> =>
  readFile(path, "utf8").then(
    (text) => text.trim() || null,
    () => null,
  );

async function listOtherPorts(): Promise<ListedPort[]> {
  const ports = await SerialPort.list();
  return ports.map((port) => ({
    path: port.path,
    device: null,
    manufacturer: port.manufacturer ?? null,
    serialNumber: port.serialNumber ?? null,
  }));
}
