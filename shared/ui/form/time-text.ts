/** What people type for a time of day, as `HH:MM`: `6`, `630`, `6.30`, `06:30`, `22 15`. Null when it is none. */
export function timeFromText(text: string): string | null {
  const match = /^\s*(\d{1,2})(?:[:.,h\s]?(\d{2}))?\s*(?:h|uhr)?\s*$/i.exec(text);
  if (match === null) return null;
  const hours = Number(match[1]);
  const minutes = Number(match[2] ?? 0);
  if (hours > 23 || minutes > 59) return null;
  return `${String(hours).padStart(2, "0")}:${String(minutes).padStart(2, "0")}`;
}
