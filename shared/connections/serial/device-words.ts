/** What devices say instead of a value, in words a technician understands; null = it is no such telegram. */

/** MT-SICS: `ES`, `ET`, `EL`, and `S I`, `S +`, `S -` after any command. */
export function mtSicsTrouble(text: string): string | null {
  switch (text.trim()) {
    case "ES":
      return "the scale does not know the command (ES)";
    case "ET":
      return "the scale received the command damaged: check baud rate and parity (ET)";
    case "EL":
      return "the scale cannot carry out the command: wrong parameter (EL)";
    default:
  }
  const status = /^[A-Z]{1,4}\d? ([I+-])$/.exec(text.trim())?.[1];
  if (status === "I") return "the scale is busy or did not come to rest in time (I)";
  if (status === "+") return "overload: too much on the scale (+)";
  if (status === "-") return "underload: the pan is missing or lifted (-)";
  return null;
}

/** Sartorius SBI: special displays instead of a weight, alone or after `Stat`. */
export function sbiTrouble(text: string): string | null {
  const words = text
    .trim()
    .replace(/^Stat\b\s*/i, "")
    .toUpperCase();
  if (/^(H|HH|HIGH)$/.test(words)) return "overload: too much on the scale (High)";
  if (/^(L|LL|LOW)$/.test(words)) return "underload: the pan is missing or lifted (Low)";
  if (/^(OFF|ON)$/.test(words)) return "the scale is switched off or in standby";
  if (/^CAL\b/.test(words)) return "the scale is calibrating";
  if (/^ERR\b/.test(words)) return `the scale reports ${text.trim()}`;
  if (/^-{2,}$/.test(words.replaceAll(" ", ""))) return "the scale shows no value";
  return null;
}

/** Omron C-mode end codes (C200HX manual, host link response codes). */
const hostLinkEndCodes: Readonly<Record<string, string>> = {
  "01": "not possible while the PLC is in RUN mode",
  "02": "not possible while the PLC is in MONITOR mode",
  "03": "the PLC's memory is write-protected",
  "04": "the address is beyond the PLC's memory",
  "13": "the PLC found a wrong checksum (FCS)",
  "14": "the PLC does not understand the format",
  "15": "the address or number of words is wrong",
  "16": "the PLC does not know the command",
  "18": "the request is too long",
  "19": "the PLC cannot carry it out",
  "21": "the PLC's processor has a fault",
  "23": "the PLC's memory is write-protected",
  A3: "broken off: a checksum (FCS) was wrong",
  A4: "broken off: the format was wrong",
  A5: "broken off: the address or number of words was wrong",
  A8: "broken off: a frame was too long",
};

/** @returns null for end code 00 */
export const hostLinkTrouble = (endCode: string): string | null =>
  endCode === "00"
    ? null
    : `${hostLinkEndCodes[endCode] ?? "the PLC refuses the request"} (end code ${endCode})`;
