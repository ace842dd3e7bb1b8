import { useTranslation } from "react-i18next";
import type { SpeedRow } from "#shared/analysis/speed-report.ts";
import { useFormat } from "../../shell/use-format.ts";
import classes from "./RateBars.module.css";

/** Steps of a tenth of the ideal rate; the one that begins at the ideal. */
const idealStep = 10;

/** How often which rate was achieved, as small bars; the line is the ideal rate. */
export function RateBars(props: {
  row: Pick<SpeedRow, "distribution" | "windows" | "windowMinutes">;
}) {
  const { t } = useTranslation("analysis");
  const format = useFormat();
  const { distribution, windows, windowMinutes } = props.row;
  if (windows === 0) return <>–</>;
  const most = Math.max(1, ...distribution);
  const usual = distribution.indexOf(Math.max(...distribution));
  const label = t("speed.usual", {
    from: format.percent(usual / 10, 0),
    to: format.percent((usual + 1) / 10, 0),
    count: windows,
    minutes: windowMinutes,
  });
  return (
    <svg
      className={classes.bars}
      viewBox={`0 0 ${distribution.length * 6} 24`}
      role="img"
      aria-label={label}
    >
      <title>{label}</title>
      {distribution.map((count, step) => {
        const height = (count / most) * 22;
        return (
          <rect
            key={step}
            x={step * 6 + 0.5}
            y={24 - height}
            width={5}
            height={height}
            data-slow={step < idealStep - 1 || undefined}
          />
        );
      })}
      <line x1={idealStep * 6} x2={idealStep * 6} y1={0} y2={24} />
    </svg>
  );
}
