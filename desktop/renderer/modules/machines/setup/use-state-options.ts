import { useTranslation } from "react-i18next";
import { knownStates } from "#shared/machines/state-rule.ts";
import { stateMarks } from "#shared/ui/theme/state-marks.ts";

/** The states that a signal may mean, by their words on the board; with `next` where the next signal may decide. */
export function useStateOptions(withNext: boolean): { value: string; label: string }[] {
  const { t } = useTranslation(["setup", "shell"]);
  return [
    ...(withNext ? [{ value: "next", label: t("setup:lamps.next") }] : []),
    ...knownStates.map((state) => ({ value: state, label: t(stateMarks[state].wordKey) })),
  ];
}
