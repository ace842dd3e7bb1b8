/** Opens the print dialog, where a PDF can be chosen too: the system's from the app window, else the browser's. */
export async function printPage(): Promise<void> {
  const shell = window.unison?.shell;
  if (shell === undefined) window.print();
  else await shell.print();
}
