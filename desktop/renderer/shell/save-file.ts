/** Saves text or bytes as a file: the app window asks where to, a browser puts it with its downloads. */
export async function saveFile(
  name: string,
  content: string | Uint8Array<ArrayBuffer>,
  mimeType = "text/plain",
): Promise<boolean> {
  const shell = window.unison?.shell;
  if (shell !== undefined) return shell.saveFile(name, content);
  const url = URL.createObjectURL(
    new Blob([content], {
      type: typeof content === "string" ? `${mimeType};charset=utf-8` : mimeType,
    }),
  );
  const anchor = document.createElement("a");
  anchor.href = url;
  anchor.download = name;
  anchor.click();
  window.setTimeout(() => URL.revokeObjectURL(url), 10_000);
  return true;
}
