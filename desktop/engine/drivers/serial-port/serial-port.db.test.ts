import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { TestPty } from "../serial/test-pty.ts";
import { eventually } from "../eventually.ts";
import { listPorts } from "./list-ports.ts";
import { openPort } from "./open-port.ts";
import type { OpenPort } from "./open-port.ts";
import { holderText, portHolder } from "./port-holder.ts";
import { PortError, portTrouble } from "./port-trouble.ts";
import type { PortTrouble } from "./port-trouble.ts";

const deaf = { received: () => undefined, lost: () => undefined };
const lineAt = (path: string) =>
  ({ path, baudRate: 9_600, dataBits: 8, parity: "none", stopBits: 1 }) as const;

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "unison-ports-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe("an open port", () => {
  let port: TestPty;
  let heard: string;
  const open: OpenPort[] = [];
  beforeEach(async () => {
    heard = "";
    port = new TestPty((bytes) => (heard += bytes.toString("latin1")));
    await port.plugIn();
  });
  afterEach(async () => {
    for (const one of open.splice(0)) await one.close();
    await port.dispose();
  });

  it("carries every byte both ways", async () => {
    const received: number[] = [];
    const one = await openPort(lineAt(port.path), {
      received: (bytes) => received.push(...bytes),
      lost: () => undefined,
    });
    open.push(one);
    const all = Uint8Array.from({ length: 256 }, (_, byte) => byte);
    port.send(all);
    await one.write(all);
    await eventually(() => received.length === 256 && heard.length === 256, "all bytes");
    expect(received).toEqual([...all]);
    expect([...heard].map((character) => character.charCodeAt(0))).toEqual([...all]);
  });

  it("tells once that its device went away, and the same path opens again", async () => {
    const troubles: PortTrouble[] = [];
    const one = await openPort(lineAt(port.path), {
      received: () => undefined,
      lost: (trouble) => troubles.push(trouble),
    });
    await port.unplug();
    await eventually(() => troubles.length > 0, "told");
    await one.write(Uint8Array.of(1));
    await one.flush();
    await one.close();
    expect(troubles).toEqual([expect.objectContaining({ cause: "port_missing" })]);
    await expect(openPort(lineAt(port.path), deaf)).rejects.toMatchObject({
      trouble: { cause: "port_missing" },
    });
    await port.plugIn();
    open.push(await openPort(lineAt(port.path), deaf));
  });

  it("works in a worker thread, whose end frees the port", async () => {
    const thread = new Worker(new URL("./test-port-thread.ts", import.meta.url), {
      workerData: lineAt(port.path),
    });
    let told = "";
    thread.on("message", (text: string) => (told += text));
    await eventually(() => heard === "open", "open");
    port.send("hello");
    await eventually(() => told === "hello", "characters in the thread");
    await thread.terminate();
    let again: OpenPort | null = null;
    while (again === null) again = await openPort(lineAt(port.path), deaf).catch(() => null);
    open.push(again);
  });

  it("is ours alone, and we know that it is", async () => {
    open.push(await openPort(lineAt(port.path), deaf));
    const refused = await openPort(lineAt(port.path), deaf).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(PortError);
    expect((refused as PortError).trouble).toMatchObject({
      cause: "port_busy",
      detail: expect.stringContaining("another connection of this program"),
    });
    expect(await portHolder(port.path)).toMatchObject({ isOurs: true });
  });

  it("names another program that has it open", async () => {
    expect(await portHolder(port.path)).toMatchObject({ name: "socat", isOurs: false });
  });
});

it("reads who holds a port from a lock file where nothing else tells", async () => {
  const folders = { processes: join(folder, "proc"), locks: [join(folder, "lock")] };
  await mkdir(join(folder, "proc", "4711"), { recursive: true });
  await mkdir(join(folder, "lock"));
  await writeFile(join(folder, "proc", "4711", "comm"), "minicom\n");
  await writeFile(join(folder, "lock", "LCK..ttyUSB7"), "      4711\n");
  const holder = await portHolder("/dev/ttyUSB7", folders);
  expect(holderText(holder)).toBe("minicom (pid 4711)");
  expect(await portHolder("/dev/ttyUSB8", folders)).toBeNull();
});

it("tells a port that is missing, busy and forbidden apart", () => {
  const cause = (text: string) => portTrouble(new Error(text), "/dev/ttyUSB0", null).cause;
  expect(cause("Error: No such file or directory, cannot open /dev/ttyUSB0")).toBe("port_missing");
  expect(cause("Error Resource temporarily unavailable Cannot lock port")).toBe("port_busy");
  expect(cause("Error: Device or resource busy, cannot open /dev/ttyUSB0")).toBe("port_busy");
  expect(cause("Error: Permission denied, cannot open /dev/ttyUSB0")).toBe("refused");
  expect(cause("Error: Inappropriate ioctl for device")).toBe("unreachable");
});

it("lists ports by their stable name, with the device behind it, and leaves out ones that do not exist", async () => {
  const [devices, classes, bus] = ["dev", "class", "bus"].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  const terminal = async (name: string, type: string | null, at: string) => {
    await mkdir(at, { recursive: true });
    await symlink(bus, join(at, "driver"));
    await mkdir(join(classes, name), { recursive: true });
    await symlink(at, join(classes, name, "device"));
    if (type !== null) await writeFile(join(classes, name, "type"), type);
    await writeFile(join(devices, name), "");
  };
  await mkdir(join(devices, "serial", "by-id"), { recursive: true });
  const usb = join(bus, "1-2");
  await terminal("ttyUSB1", null, join(usb, "1-2:1.0", "ttyUSB1"));
  await writeFile(join(usb, "idVendor"), "0403\n");
  await writeFile(join(usb, "manufacturer"), "FTDI\n");
  await writeFile(join(usb, "serial"), "A50285BI\n");
  await terminal("ttyS0", "4", join(bus, "serial8250", "0"));
  await terminal("ttyS1", "0", join(bus, "serial8250", "1"));
  await mkdir(join(classes, "tty0"), { recursive: true });
  const stable = join(devices, "serial", "by-id", "usb-FTDI_FT232R_USB_UART_A50285BI-if00-port0");
  await symlink("../../ttyUSB1", stable);
  expect(await listPorts({ devices, classes })).toEqual([
    {
      path: stable,
      device: join(devices, "ttyUSB1"),
      manufacturer: "FTDI",
      serialNumber: "A50285BI",
    },
    { path: join(devices, "ttyS0"), device: null, manufacturer: null, serialNumber: null },
  ]);
});

it("lists the ports of this machine without failing", async () => {
  expect(await listPorts()).toEqual(expect.any(Array));
});
