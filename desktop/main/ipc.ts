import type { IpcMain, IpcMainInvokeEvent, WebContents } from "electron";
import type { z } from "zod";
import { appOrigin } from "./app-origin.ts";

/** Handles one message of the page; the only way to do so (raw ipcMain is banned elsewhere). */
export type HandleFromApp = <Schema extends z.ZodType>(
  channel: string,
  schema: Schema,
  answer: (message: z.output<Schema>, from: WebContents) => unknown,
) => void;

/**
 * Messages are taken only from a window we know, from its top frame, while that shows our own page
 * (item 17), and only after their content was parsed. Everything else is refused, and the sender
 * learns no more than that.
 *
 * @param isKnownWindow whether a web contents belongs to one of our windows
 * @param onRefusal told why, for the log
 */
export function messagesFromApp(
  ipcMain: Pick<IpcMain, "handle">,
  isKnownWindow: (contents: WebContents) => boolean,
  onRefusal: (why: string) => void,
): HandleFromApp {
  return (channel, schema, answer) => {
    ipcMain.handle(channel, (event, message: unknown) => {
      const why = reasonToRefuse(event, isKnownWindow);
      const parsed = schema.safeParse(message);
      if (why !== undefined || !parsed.success) {
        onRefusal(`${channel}: ${why ?? "malformed message"}`);
        throw new Error("Refused.");
      }
      return answer(parsed.data, event.sender);
    });
  };
}

function reasonToRefuse(
  event: IpcMainInvokeEvent,
  isKnownWindow: (contents: WebContents) => boolean,
): string | undefined {
  if (!isKnownWindow(event.sender)) return "unknown window";
  if (event.senderFrame === null) return "the frame is gone";
  if (event.senderFrame !== event.sender.mainFrame) return "not the top frame";
  if (event.senderFrame.origin !== appOrigin) return "not our page";
  return undefined;
}
