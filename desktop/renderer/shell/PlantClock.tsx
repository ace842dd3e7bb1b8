import { Tooltip } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { sameWallClock, shortZoneName } from "#shared/ui/format/zone-name.ts";
import { useCurrentShift } from "./use-current-shift.ts";
import { useEngineClock } from "./use-engine-clock.ts";
import { useFormat } from "./use-format.ts";
import { usePlant } from "./use-session.ts";

/** Plant, its clock and its shift. The zone is named when this PC's clock shows another time. */
export function PlantClock() {
  const { t, i18n } = useTranslation();
  const { plant } = usePlant();
  const format = useFormat();
  const now = useEngineClock(1_000);
  const shift = useCurrentShift();
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const isElsewhere = !sameWallClock(now, plant.zone, here);
  return (
    <div className="plant-clock">
      <strong className="plant-clock-name">{plant.name}</strong>
      <Tooltip label={`${format.dateTimeSeconds(now)} · ${plant.zone}`}>
        <time className="plant-clock-time" dateTime={new Date(now).toISOString()}>
          <span className="plant-clock-day">{format.dayShort(now)} </span>
          {format.clock(now)}
          {isElsewhere && (
            <span className="plant-clock-zone">
              {shortZoneName(now, plant.zone, i18n.language)}
            </span>
          )}
        </time>
      </Tooltip>
      {shift !== null && (
        <span className="plant-clock-shift">
          {t("shell:clock.shift", {
            name: shift.name,
            left: format.duration(Math.ceil((shift.end - now) / 60_000) * 60_000),
          })}
        </span>
      )}
    </div>
  );
}
