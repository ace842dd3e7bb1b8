import { ActionIcon, Button, Group } from "@mantine/core";
import { IconChevronLeft, IconChevronRight, IconClockExclamation } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { addDays, dateOf } from "#shared/shifts/local-time.ts";
import { Panel } from "#shared/ui/panel/Panel.tsx";
import type { ShiftPattern } from "#shared/shifts/shift-pattern.ts";
import { Failure } from "../../../shell/PageStates.tsx";
import { useFormat } from "../../../shell/use-format.ts";
import { usePlant } from "../../../shell/use-session.ts";
import { nextClockChange } from "./preview-days.ts";
import { PreviewDayRow } from "./PreviewDayRow.tsx";
import classes from "./preview.module.css";
import { useShiftPreview } from "./use-shift-preview.ts";

const days = 14;
const axisHours = [0, 6, 12, 18, 24];

/** Two weeks as a pattern would give them, one row per day on a 24-hour axis; `pattern` is null while it is wrong. */
export function PatternPreview(props: { pattern: ShiftPattern | null }) {
  const { t } = useTranslation("shifts");
  const format = useFormat();
  const { plant, now } = usePlant();
  const [today] = useState(() => dateOf(now(), plant.zone));
  const [fromDate, setFromDate] = useState(today);
  const preview = useShiftPreview(props.pattern, fromDate, days);
  const change = nextClockChange(now(), plant.zone);
  const count = preview.days?.reduce((sum, day) => sum + day.shifts.length, 0) ?? 0;
  const planned = preview.days?.reduce((sum, day) => sum + day.plannedMs, 0) ?? 0;
  return (
    <Panel
      title={t("preview.title")}
      aside={
        <Group gap={6}>
          {change !== null && (
            <Button
              variant="subtle"
              color="gray"
              size="compact-sm"
              leftSection={<IconClockExclamation size={15} aria-hidden />}
              onClick={() => setFromDate(addDays(change, -6))}
            >
              {t("preview.clockChange")}
            </Button>
          )}
          <Button
            variant="default"
            size="compact-sm"
            disabled={fromDate === today}
            onClick={() => setFromDate(today)}
          >
            {t("preview.today")}
          </Button>
          <ActionIcon
            variant="default"
            aria-label={t("preview.earlier")}
            onClick={() => setFromDate(addDays(fromDate, -days))}
          >
            <IconChevronLeft size={16} aria-hidden />
          </ActionIcon>
          <ActionIcon
            variant="default"
            aria-label={t("preview.later")}
            onClick={() => setFromDate(addDays(fromDate, days))}
          >
            <IconChevronRight size={16} aria-hidden />
          </ActionIcon>
        </Group>
      }
    >
      <p className={classes.summary} role="status">
        {props.pattern === null
          ? t("preview.contradiction")
          : preview.days && t("preview.sum", { count, planned: format.duration(planned) })}
      </p>
      {preview.error !== null ? (
        <Failure error={preview.error} retry={preview.retry} />
      ) : (
        preview.days && (
          <div data-waiting={props.pattern === null || undefined} className={classes.calendar}>
            <div className={classes.axis} aria-hidden>
              {axisHours.map((hour) => (
                <span key={hour} style={{ insetInlineStart: `${(hour / 24) * 100}%` }}>
                  {hour}
                </span>
              ))}
            </div>
            <ol className={classes.days}>
              {preview.days.map((day) => (
                <PreviewDayRow
                  key={day.date}
                  day={day}
                  isToday={day.date === today}
                  pattern={props.pattern}
                />
              ))}
            </ol>
          </div>
        )
      )}
    </Panel>
  );
}
