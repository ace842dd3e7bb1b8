import { BrowserWindow, dialog, Notification, type WebContents } from "electron";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import type { EngineAddress } from "#desktop/preload/bridge.ts";
import { channels } from "#desktop/preload/channels.ts";
import type { HandleFromApp } from "./ipc.ts";

const longestFileBytes = 256 * 1024 * 1024;

const noMessage = z.undefined();
const fileToSave = z.object({
  /** A plain file name: the person chooses the folder. */
  name: z
    .string()
    .min(1)
    .max(120)
    .regex(/^[^/\\:*?"<>|\0]+$/),
  content: z.union([
    z.string().max(longestFileBytes),
    z.instanceof(Uint8Array).refine((bytes) => bytes.byteLength <= longestFileBytes),
  ]),
});
const notification = z.object({ title: z.string().min(1).max(120), body: z.string().max(500) });
const trayStatus = z.string().min(1).max(120);

export interface ShellVerbSurroundings {
  engineAddress(): Promise<EngineAddress>;
  downloadsFolder: string;
  openLogs(): Promise<void>;
  setTrayStatus(text: string): void;
}

/** The whole list of what the page may ask of this process. */
export function answerShellVerbs(handle: HandleFromApp, surroundings: ShellVerbSurroundings): void {
  handle(channels.engine, noMessage, () => surroundings.engineAddress());
  handle(channels.print, noMessage, (_message, from) => print(from));
  handle(channels.saveFile, fileToSave, (file, from) =>
    saveFile(file, from, surroundings.downloadsFolder),
  );
  handle(channels.notify, notification, (message) => {
    if (Notification.isSupported()) new Notification(message).show();
  });
  handle(channels.openLogs, noMessage, () => surroundings.openLogs());
  handle(channels.setTrayStatus, trayStatus, (text) => surroundings.setTrayStatus(text));
}

function print(from: WebContents): Promise<boolean> {
  return new Promise((resolve) =>
    from.print({ printBackground: true }, (printed) => resolve(printed)),
  );
}

async function saveFile(
  file: z.output<typeof fileToSave>,
  from: WebContents,
  folder: string,
): Promise<boolean> {
  const options = { defaultPath: path.join(folder, file.name) };
  const window = BrowserWindow.fromWebContents(from);
  const answer = await (window === null
    ? dialog.showSaveDialog(options)
    : dialog.showSaveDialog(window, options));
  if (answer.canceled || answer.filePath === "") return false;
  await writeFile(answer.filePath, file.content);
  return true;
}
