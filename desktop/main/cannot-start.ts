import { dialog } from "electron";
import type { EngineState } from "#desktop/preload/bridge.ts";
import type { WindowTexts } from "./window-texts.ts";

export type CannotStartChoice = "retry" | "open-logs" | "quit";

/** Asks the person what to do when the engine will not start and trying again by itself is of no use. */
export async function askWhatToDo(
  texts: WindowTexts["cannotStart"],
  stopped: Extract<EngineState, { kind: "stopped" }>,
): Promise<CannotStartChoice> {
  const inUse = stopped.reason === "data-in-use";
  const choices = [
    { label: texts.retry, choice: "retry" },
    { label: texts.openLogs, choice: "open-logs" },
    { label: texts.quit, choice: "quit" },
  ] as const;
  const { response } = await dialog.showMessageBox({
    type: "error",
    title: "Unison",
    message: inUse ? texts.dataInUse : texts.badConfiguration,
    detail: `${inUse ? texts.dataInUseDetail : texts.badConfigurationDetail}\n\n${stopped.message}`,
    buttons: choices.map(({ label }) => label),
    defaultId: 0,
    cancelId: 0,
  });
  return choices[response]?.choice ?? "retry";
}
