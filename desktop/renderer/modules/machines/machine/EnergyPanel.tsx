import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { MachineId } from "#shared/kernel/id.ts";
import { Panel } from "#shared/ui/panel/Panel.tsx";
import table from "#shared/ui/panel/PlainTable.module.css";
import { useApi } from "../../../shell/ApiProvider.tsx";
import { useFormat } from "../../../shell/use-format.ts";
import { usePlant } from "../../../shell/use-session.ts";
import classes from "./EnergyPanel.module.css";

const runningMs = 5_000;
/** Milliwatt-hours in a watt-hour and a kilowatt-hour. */
const mwhPerWh = 1_000;
const mwhPerKwh = 1_000_000;

/** What the machine drew over the range, in all and for each good piece. */
export function EnergyPanel(props: { machineId: MachineId; range: { from: number; to: number } }) {
  const { t } = useTranslation("machines");
  const api = useApi();
  const format = useFormat();
  const { now } = usePlant();
  const { machineId, range } = props;
  const energy = useQuery(
    api.machines.energy.queryOptions({
      input: { machineId, range },
      refetchInterval: () => (now() < range.to + runningMs ? runningMs : false),
      placeholderData: keepPreviousData,
    }),
  );
  if (energy.data === undefined) return null;
  const { energyMwh, mwhPerGoodPiece, goodPieces, byProvenance } = energy.data;
  const isRead = Object.keys(byProvenance).length > 0;
  const guessed = energyMwh - (byProvenance.measured ?? 0);
  return (
    <Panel title={t("energy.title")}>
      <dl className={classes.figures}>
        <div>
          <dt>{t("energy.all")}</dt>
          <dd>{isRead ? `${format.number(energyMwh / mwhPerKwh)} kWh` : "–"}</dd>
        </div>
        <div>
          <dt>{t("energy.perGood")}</dt>
          <dd>
            {mwhPerGoodPiece === null || !isRead
              ? "–"
              : mwhPerGoodPiece >= mwhPerKwh
                ? `${format.number(mwhPerGoodPiece / mwhPerKwh)} kWh`
                : `${format.number(mwhPerGoodPiece / mwhPerWh)} Wh`}
          </dd>
        </div>
      </dl>
      <p className={table.quiet}>
        {!isRead
          ? t("energy.notRead")
          : mwhPerGoodPiece === null
            ? t("energy.noGood")
            : t("energy.over", { pieces: format.pieces(goodPieces) })}
        {guessed > 0 && ` ${t("energy.guessed", { share: format.percent(guessed / energyMwh) })}`}
      </p>
    </Panel>
  );
}
