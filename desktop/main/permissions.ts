import { isAppAddress } from "./app-origin.ts";

/**
 * What the page may ask of Chromium, with the reason. A permission that is not listed is not given;
 * `given` never helps a page that is not ours.
 */
export const permissions: Readonly<Record<string, { given: boolean; reason: string }>> = {
  "background-fetch": { given: false, reason: "the page loads everything from its own bundle" },
  "background-sync": { given: false, reason: "the engine keeps working without the page" },
  "clipboard-read": {
    given: false,
    reason: "pasting needs no permission; reading unasked is spying",
  },
  "clipboard-sanitized-write": { given: false, reason: "nothing is copied without a key press" },
  "deprecated-sync-clipboard-read": { given: false, reason: "deprecated" },
  "display-capture": { given: false, reason: "nothing records the screen" },
  fileSystem: { given: false, reason: "files are saved through the shell's save dialog" },
  fullscreen: { given: false, reason: "full screen is a menu item of the window" },
  geolocation: { given: false, reason: "a plant does not move" },
  hid: { given: false, reason: "devices belong to the engine" },
  "idle-detection": { given: false, reason: "people are not watched" },
  keyboardLock: { given: false, reason: "the system's keys stay the system's" },
  media: { given: false, reason: "no camera or microphone is used" },
  mediaKeySystem: { given: false, reason: "no protected media is played" },
  midi: { given: false, reason: "no music" },
  midiSysex: { given: false, reason: "no music" },
  notifications: { given: false, reason: "notifications go through the shell's notify verb" },
  openExternal: { given: false, reason: "links are opened by external-links.ts only" },
  pointerLock: { given: false, reason: "the pointer stays the person's" },
  serial: { given: false, reason: "serial ports belong to the engine" },
  "speaker-selection": { given: false, reason: "no sound device is chosen" },
  "storage-access": { given: false, reason: "no foreign page is embedded" },
  "top-level-storage-access": { given: false, reason: "no foreign page is embedded" },
  unknown: { given: false, reason: "what has no name is not given" },
  usb: { given: false, reason: "devices belong to the engine" },
  "window-management": { given: false, reason: "windows are placed by main" },
};

/**
 * @param permission Chromium's name of it
 * @param requestingUrl address or origin of the page that asks
 */
export function isPermitted(permission: string, requestingUrl: unknown): boolean {
  return (
    Object.hasOwn(permissions, permission) &&
    permissions[permission]?.given === true &&
    isAppAddress(requestingUrl)
  );
}
