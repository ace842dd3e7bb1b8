import type { Telegram } from "#shared/connections/serial-settings.ts";
import { charactersOfBytes, isPrintable } from "#shared/connections/serial/control-characters.ts";
import type { LineTrouble } from "./line-trouble.ts";
import type { TelegramIntake } from "./telegram-intake.ts";

const shownBytes = 40;

/** The newest characters of a line, so that a person sees what arrives. */
export const newestText = (intake: TelegramIntake): string =>
  intake.recent[0]?.slice(0, 120) ?? charactersOfBytes(intake.newestBytes.subarray(-shownBytes));

/** What is wrong with a line that is open and not understood, and what to try. */
export function lineTroubleText(
  verdict: "silent" | "bad_frames",
  telegram: Telegram,
  intake: TelegramIntake,
): LineTrouble {
  if (verdict === "silent")
    return telegram.exchange.type === "poll"
      ? {
          cause: "silent",
          detail: `no answer to ${telegram.exchange.request}`,
          hint: "check the device's power, the cable and its address or mode; baud rate and parity must match",
        }
      : {
          cause: "silent",
          detail: "no telegram arrives",
          hint: "check the device's power and the cable, and that it is set to send by itself",
        };
  const isText = isPrintable(intake.newestBytes);
  return {
    cause: "bad_frames",
    detail: `no telegram can be read in what arrives: ${newestText(intake)}`,
    hint: isText
      ? "compare the telegram with the settings: start, end, checksum and fields"
      : "check baud rate and parity",
  };
}
