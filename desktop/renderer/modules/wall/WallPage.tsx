import { ActionIcon, Group, NumberInput, Select } from "@mantine/core";
import { useDocumentTitle, useFullscreenDocument, useIdle } from "@mantine/hooks";
import { IconArrowsMaximize, IconArrowsMinimize, IconX } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { CallRow } from "#shared/andon/andon.contract.ts";
import type { BoardTile } from "#shared/machines/machines.contract.ts";
import { useApi, useClient } from "../../shell/ApiProvider.tsx";
import { useEngineClock } from "../../shell/use-engine-clock.ts";
import { useFormat } from "../../shell/use-format.ts";
import { useSearchState } from "../../shell/use-search-state.ts";
import { usePlant } from "../../shell/use-session.ts";
import { useStream } from "../../shell/use-stream.ts";
import { markOfTile, markRank } from "../machines/board/tile-mark.ts";
import { useRotation } from "./use-rotation.ts";
import { WallCalls } from "./WallCalls.tsx";
import { WallLosses } from "./WallLosses.tsx";
import { WallMachines } from "./WallMachines.tsx";
import { wallSearch, wallSheets, type WallSheet } from "./wall-search.ts";
import classes from "./wall.module.css";

/** After so long without a hand on the mouse the controls go away. */
const idleMs = 4_000;

/** The board on the wall: large, without controls, turning its pages by itself. Works in any browser. */
export function WallPage() {
  const { t } = useTranslation("wall");
  const format = useFormat();
  const api = useApi();
  const client = useClient();
  const { plant } = usePlant();
  const now = useEngineClock(1_000);
  const [search, change] = useSearchState(wallSearch);
  const [tiles, setTiles] = useState<ReadonlyMap<string, BoardTile> | null>(null);
  useStream(
    (signal) => client.machines.watchBoard(undefined, { signal }),
    (event) =>
      setTiles((before) => {
        const next = new Map(before ?? []);
        for (const tile of event.tiles) next.set(tile.machineId, tile);
        return next;
      }),
    [client],
  );
  const calls = useQuery(api.andon.open.queryOptions({ refetchInterval: 5_000 }));
  const open: readonly CallRow[] = calls.data?.calls ?? [];
  const machines = [...(tiles?.values() ?? [])].toSorted(
    (a, b) =>
      markRank(markOfTile(a, now, plant.policy.minorStopMs).code) -
        markRank(markOfTile(b, now, plant.policy.minorStopMs).code) || a.code.localeCompare(b.code),
  );
  const sheets = wallSheets(
    search,
    machines.map(({ machineId }) => machineId),
    open.length,
  );
  const shown = useRotation(sheets.length, search.every * 1_000);
  const sheet = sheets[shown];
  const shift = machines.find((tile) => tile.shift !== null)?.shift ?? null;
  const isIdle = useIdle(idleMs);
  useDocumentTitle(`${t("title")} · Unison`);
  return (
    <div className={classes.wall} data-idle={isIdle || undefined}>
      <header className={classes.header}>
        <h1>{plant.name}</h1>
        <span>{shift?.name ?? t("noShift")}</span>
        <time>{format.clock(now)}</time>
      </header>
      <main id="content" className={classes.sheet} aria-label={t("title")}>
        {tiles === null || sheet === undefined ? (
          <p className={classes.message}>{t(tiles === null ? "waiting" : "nothing")}</p>
        ) : (
          <Sheet sheet={sheet} tiles={tiles} calls={open} now={now} />
        )}
      </main>
      <footer className={classes.footer}>
        {sheets.map((one, index) => (
          <i
            key={one.panel === "machines" ? one.machineIds.join() : one.panel}
            data-shown={index === shown || undefined}
          />
        ))}
      </footer>
      <WallControls
        every={search.every}
        tiles={search.tiles}
        onChange={(wish) => change({ ...wish, panels: search.panels.join(",") } as never)}
      />
    </div>
  );
}

function Sheet(props: {
  sheet: WallSheet;
  tiles: ReadonlyMap<string, BoardTile>;
  calls: readonly CallRow[];
  now: number;
}) {
  const { sheet, tiles, calls, now } = props;
  switch (sheet.panel) {
    case "machines":
      return (
        <WallMachines
          tiles={sheet.machineIds.flatMap((machineId) => tiles.get(machineId) ?? [])}
          calls={calls}
          now={now}
        />
      );
    case "losses":
      return <WallLosses tiles={[...tiles.values()]} now={now} />;
    case "calls":
      return <WallCalls calls={calls} now={now} />;
    default:
      return sheet satisfies never;
  }
}

/** Seen only while somebody moves the mouse. */
function WallControls(props: {
  every: number;
  tiles: number;
  onChange: (wish: { every?: number; tiles?: number }) => void;
}) {
  const { t } = useTranslation("wall");
  const { fullscreen, toggle } = useFullscreenDocument();
  return (
    <Group className={classes.controls} gap="sm">
      <NumberInput
        aria-label={t("controls.every")}
        suffix={` ${t("controls.seconds")}`}
        min={5}
        max={300}
        w={110}
        value={props.every}
        onChange={(every) => {
          if (typeof every === "number") props.onChange({ every });
        }}
      />
      <Select
        aria-label={t("controls.tiles")}
        data={[2, 4, 6, 12].map((count) => ({
          value: String(count),
          label: t("controls.perPage", { count }),
        }))}
        value={String(props.tiles)}
        onChange={(count) => props.onChange({ tiles: Number(count) })}
        allowDeselect={false}
        w={190}
      />
      <ActionIcon
        size={44}
        variant="default"
        aria-label={t(fullscreen ? "controls.leaveFull" : "controls.full")}
        onClick={() => void toggle()}
      >
        {fullscreen ? <IconArrowsMinimize size={22} /> : <IconArrowsMaximize size={22} />}
      </ActionIcon>
      <ActionIcon
        size={44}
        variant="default"
        aria-label={t("controls.close")}
        component={Link}
        to="/"
      >
        <IconX size={22} />
      </ActionIcon>
    </Group>
  );
}
