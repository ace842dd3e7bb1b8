import { driverConformance } from "../conformance.ts";
import { FakeScale } from "./fake-scale.ts";
import { openSerial, lineOf } from "./test-line.ts";
import { TestPty } from "./test-pty.ts";
import { mtSicsExchange, readyTelegram } from "#shared/connections/serial/telegram-profiles.ts";

const { telegram } = readyTelegram("mt_sics");
const quick = {
  ...telegram,
  exchange: { ...mtSicsExchange("SI"), everyMs: 50, timeoutMs: 500 },
  silentAfterMs: 1_500,
} as typeof telegram;

driverConformance("serial, a scale on a line", async () => {
  const scale = new FakeScale((characters) => port.send(characters));
  const port = new TestPty((bytes) => scale.hear(bytes.toString("latin1")));
  scale.drift = 0.5;
  await port.plugIn();
  return {
    changing: ["weight", "raw"],
    unknownAddress: "temperature",
    browseParent: null,
    open: (tags) => openSerial(lineOf(port), quick, tags),
    breakLink: () => port.unplug(),
    repairLink: () => port.plugIn(),
    close: () => port.dispose(),
  };
});
