import type { DriverKind } from "../../connections/connection-settings.ts";
import { euromap77, euromap83 } from "./euromap.ts";
import { opc40001, opc40501 } from "./opc-machinery.ts";
import { opc30050, packmlTags } from "./packml-tags.ts";
import {
  counterOnly,
  counterTelegram,
  cyclePulse,
  powerLevels,
  runningBitCounter,
  stackLight,
  stateWord,
} from "./plain-plc.ts";
import type { SignalTemplate } from "./signal-template.ts";

/** Every template, standards first. */
export const signalTemplates: readonly SignalTemplate[] = [
  packmlTags,
  opc30050,
  opc40501,
  opc40001,
  euromap77,
  euromap83,
  runningBitCounter,
  counterTelegram,
  stateWord,
  stackLight,
  powerLevels,
  counterOnly,
  cyclePulse,
];

/** Templates that a connection of this kind can have. */
export const templatesFor = (driver: DriverKind): readonly SignalTemplate[] =>
  signalTemplates.filter(({ drivers }) => drivers.includes(driver));
