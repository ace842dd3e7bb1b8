import { useLocalStorage } from "@mantine/hooks";

const mostRecent = 4;

/** The reasons chosen lately at this station, the newest first. */
export function useRecentReasons(): readonly [readonly string[], (id: string) => void] {
  const [recent, setRecent] = useLocalStorage<string[]>({
    key: "unison.recent-reasons",
    defaultValue: [],
    getInitialValueInEffect: false,
  });
  const chosen = (id: string) =>
    setRecent((before) => [id, ...before.filter((one) => one !== id)].slice(0, mostRecent));
  return [recent, chosen];
}
