import { useTranslation } from "react-i18next";
import type { ComparedField } from "#shared/ui/form/stale-fields.ts";
import { weekdays, type PatternValues } from "./pattern-values.ts";

/** A pattern in words, part by part, for comparing two versions. */
export function usePatternSummary(): readonly ComparedField<PatternValues>[] {
  const { t } = useTranslation(["shifts", "form"]);
  const lines = (texts: readonly string[]) =>
    texts.length === 0 ? t("form:none") : texts.join("\n");
  return [
    { key: "name", label: t("form:name"), text: (values) => values.name },
    {
      key: "shifts",
      label: t("shifts:shifts.title"),
      text: ({ shifts }) =>
        lines(
          shifts.map((one) =>
            [
              `${one.code} ${one.name} ${one.start}–${one.end}`,
              ...one.breaks.map((pause) => `${pause.name} ${pause.start}–${pause.end}`),
              ...(one.target === ""
                ? []
                : [
                    `${t("shifts:shifts.target")} ${one.target} ${t(`shifts:shifts.per.${one.targetPer}`)}`,
                  ]),
              ...(one.targetOee === ""
                ? []
                : [`${t("shifts:shifts.targetOee")} ${one.targetOee} %`]),
              ...(one.targetQuality === ""
                ? []
                : [`${t("shifts:shifts.targetQuality")} ${one.targetQuality} %`]),
            ].join(", "),
          ),
        ),
    },
    {
      key: "cycle",
      label: t("shifts:cycle.title"),
      text: ({ cycleType, week, days, anchor }) =>
        cycleType === "weekly"
          ? lines(
              weekdays.map((day, i) => `${t(`shifts:weekdays.${day}`)}: ${week[i]?.join(", ")}`),
            )
          : lines([anchor, ...days.map((codes, i) => `${i + 1}: ${codes.join(", ")}`)]),
    },
    {
      key: "crews",
      label: t("shifts:crews.title"),
      text: ({ crews }) => lines(crews.map((crew) => `${crew.code} ${crew.name}`)),
    },
    {
      key: "crewSteps",
      label: t("shifts:crews.rotation"),
      text: ({ crews, crewAnchor, daysPerStep, crewSteps }) =>
        crews.length === 0
          ? t("form:none")
          : lines([
              `${crewAnchor}, ${t("shifts:crews.daysPerStep")}: ${daysPerStep}`,
              ...crewSteps.map(
                (step, i) =>
                  `${i + 1}: ${Object.entries(step)
                    .filter(([, crew]) => crew !== "")
                    .map(([shift, crew]) => `${shift} ${crew}`)
                    .join(", ")}`,
              ),
            ]),
    },
    {
      key: "holidays",
      label: t("shifts:holidays.title"),
      text: ({ holidays }) => lines(holidays.map((one) => `${one.date} ${one.name}`)),
    },
    {
      key: "exceptions",
      label: t("shifts:exceptions.title"),
      text: ({ exceptions }) =>
        lines(
          exceptions.map((one) =>
            [
              one.date,
              t(`shifts:exceptions.kinds.${one.kind}`),
              one.shifts.join(", "),
              one.shift,
              one.earlier === "" ? "" : `−${one.earlier} min`,
              one.later === "" ? "" : `+${one.later} min`,
              one.crew,
              one.name,
            ]
              .filter((text) => text !== "")
              .join(" "),
          ),
        ),
    },
  ];
}
