import "dayjs/locale/de";
import "dayjs/locale/es";
import "dayjs/locale/hi";

const days: Readonly<Record<string, string>> = {
  de: "DD.MM.YYYY",
  es: "DD/MM/YYYY",
  hi: "DD/MM/YYYY",
};

/** How pickers write a date in a language, in the letters of dayjs; also loads the names of its months. */
export function datePattern(language: string, time?: "minutes" | "seconds"): string {
  const day = days[language] ?? "DD MMM YYYY";
  return time === undefined ? day : `${day} ${time === "minutes" ? "HH:mm" : "HH:mm:ss"}`;
}
