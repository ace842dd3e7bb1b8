import { ActionIcon, SegmentedControl, Slider, Tooltip } from "@mantine/core";
import {
  IconPlayerPauseFilled,
  IconPlayerPlayFilled,
  IconPlayerSkipBackFilled,
  IconPlayerSkipForwardFilled,
} from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { minuteMs } from "#shared/kernel/instant.ts";
import type { ReplayRange } from "#shared/replay/replay.contract.ts";
import { useStripColours } from "#shared/ui/strip/strip-colours.ts";
import { useFormat } from "../../shell/use-format.ts";
import { ReplayEvents } from "./ReplayEvents.tsx";
import { ReplayMachineRow } from "./ReplayMachineRow.tsx";
import { speeds, usePlayer, type Speed } from "./use-player.ts";
import classes from "./replay.module.css";

/** The player: one clock over all machines, and what people did beside it. */
export function ReplayPlayer({ replay }: { replay: ReplayRange }) {
  const { t } = useTranslation("replay");
  const format = useFormat();
  const colours = useStripColours();
  const { from } = replay.range;
  // Nothing is played that has not happened yet.
  const to = Math.max(from + 1, Math.min(replay.range.to, replay.now));
  const player = usePlayer(from, to);
  const { at } = player;
  const shift = replay.shifts.find(({ start, end }) => start <= at && at < end);
  const next = replay.events.find((event) => event.at > at);
  const before = replay.events.findLast((event) => event.at < at - 1_000);
  const onKeyDown = (event: React.KeyboardEvent) => {
    const target = event.target as HTMLElement;
    // The slider moves by its own keys, buttons are pressed by theirs.
    if (target.closest("button, input, [role=slider]") !== null) return;
    if (event.key === " ") {
      event.preventDefault();
      if (player.isPlaying) player.pause();
      else player.play();
    }
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- the space bar plays wherever the focus is; every control is a button too
    <div className={classes.player} onKeyDown={onKeyDown}>
      <div className={classes.controls}>
        <div className={classes.clock} aria-live="off">
          <strong>{format.clockSeconds(at)}</strong>
          <span>
            {format.dayShort(at)}
            {shift !== undefined && ` · ${shift.name}`}
            {shift?.crew != null && ` · ${shift.crew}`}
          </span>
        </div>
        <div className={classes.buttons}>
          <Tooltip label={t("player.before")}>
            <ActionIcon
              variant="default"
              size={44}
              aria-label={t("player.before")}
              onClick={() => player.seek(before?.at ?? from)}
            >
              <IconPlayerSkipBackFilled size={20} />
            </ActionIcon>
          </Tooltip>
          <ActionIcon
            variant="filled"
            size={44}
            aria-label={t(player.isPlaying ? "player.pause" : "player.play")}
            onClick={player.isPlaying ? player.pause : player.play}
          >
            {player.isPlaying ? (
              <IconPlayerPauseFilled size={22} />
            ) : (
              <IconPlayerPlayFilled size={22} />
            )}
          </ActionIcon>
          <Tooltip label={t("player.next")}>
            <ActionIcon
              variant="default"
              size={44}
              aria-label={t("player.next")}
              onClick={() => player.seek(next?.at ?? to)}
            >
              <IconPlayerSkipForwardFilled size={20} />
            </ActionIcon>
          </Tooltip>
          <SegmentedControl
            aria-label={t("player.speed")}
            value={String(player.speed)}
            onChange={(speed) => player.setSpeed(Number(speed) as Speed)}
            data={speeds.map((speed) => ({ value: String(speed), label: `${speed}×` }))}
          />
        </div>
        <Slider
          className={classes.slider}
          aria-label={t("player.scrub")}
          thumbLabel={t("player.scrub")}
          min={from}
          max={to}
          step={minuteMs / 6}
          value={at}
          onChange={player.seek}
          label={format.clockSeconds(at)}
          size="lg"
        />
      </div>
      <div className={classes.stage}>
        <ul className={classes.machines}>
          {replay.machines.map((machine) => (
            <ReplayMachineRow
              key={machine.machineId}
              machine={machine}
              range={{ from, to: replay.range.to }}
              now={replay.now}
              at={at}
              colours={colours}
              onSeek={player.seek}
            />
          ))}
        </ul>
        <ReplayEvents events={replay.events} at={at} onSeek={player.seek} />
      </div>
    </div>
  );
}
