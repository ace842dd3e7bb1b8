/** Saves text as a file: the app window asks where to, a browser puts it with its downloads. */
export async function saveFile(
  name: string,
  text: string,
  mimeType = "text/plain",
): Promise<boolean> {
  const shell = window.unison?.shell;
  if (shell !== undefined) return shell.saveFile(name, text);
  const url = URL.createObjectURL(new Blob([text], { type: `${mimeType};charset=utf-8` }));
  const anchor = document.createElement("a");
  anchor.href = url;
  anchor.download = name;
  anchor.click();
  window.setTimeout(() => URL.revokeObjectURL(url), 10_000);
  return true;
}
