/**
 * A scale on a serial port of its own, as a process: started by end-to-end tests. Needs socat. Says one JSON line
 * `{"ready": "/path/of/the/port"}`; what it weighs rises by 0.5 g with each answer. Ends when its standard input does.
 */
import { FakeScale } from "./fake-scale.ts";
import { TestPty } from "./test-pty.ts";

const scale = new FakeScale((characters) => port.send(characters));
const port = new TestPty((bytes) => scale.hear(bytes.toString("latin1")));
scale.drift = 0.5;
await port.plugIn();
process.stdout.write(`${JSON.stringify({ ready: port.path })}\n`);

const end = async (): Promise<void> => {
  scale.switchOff();
  await port.dispose();
  process.exit(0);
};
process.once("SIGTERM", end);
process.stdin.resume().once("end", end);
