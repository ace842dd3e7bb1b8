/** Names of the messages between page and main. Both sides import them from here. */
export const channels = {
  engine: "unison:engine",
  engineState: "unison:engine-state",
  print: "unison:print",
  saveFile: "unison:save-file",
  notify: "unison:notify",
  openLogs: "unison:open-logs",
  setTrayStatus: "unison:set-tray-status",
} as const;
