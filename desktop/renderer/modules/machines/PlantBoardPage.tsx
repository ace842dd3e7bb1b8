import { Button } from "@mantine/core";
import { IconBuildingFactory2, IconDeviceTv, IconFilterOff } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import {
  useDeferredValue,
  useEffect,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
} from "react";
import { useTranslation } from "react-i18next";
import { useStripColours } from "#shared/ui/strip/strip-colours.ts";
import { useClient } from "../../shell/ApiProvider.tsx";
import { Page } from "../../shell/Page.tsx";
import { Empty, Failure, Loading } from "../../shell/PageStates.tsx";
import { useFormat } from "../../shell/use-format.ts";
import { useSearchState } from "../../shell/use-search-state.ts";
import { usePlant, useSession } from "../../shell/use-session.ts";
import { useStream } from "../../shell/use-stream.ts";
import { BoardContext } from "./board/board-context.ts";
import { boardFilter, inAddress, type BoardFilter } from "./board/board-filter.ts";
import { inBoardOrder, matchesSearch, type BoardRow } from "./board/board-order.ts";
import { BoardStore } from "./board/board-store.ts";
import { BoardTile } from "./board/BoardTile.tsx";
import { BoardToolbar } from "./board/BoardToolbar.tsx";
import { useBoardHold } from "./board/use-board-hold.ts";
import { SecondClock } from "./board/second-clock.ts";
import { useShownOrder } from "./board/use-shown-order.ts";
import { ViewWatch } from "./board/view-watch.ts";
import { usePaceText } from "./use-pace-text.ts";
import classes from "./PlantBoardPage.module.css";

/** Strips move on and minor stops turn into stops also when nothing arrives. */
const tickMs = 5_000;

/** Now: every machine of the plant, worst first. */
export function PlantBoardPage() {
  const { t } = useTranslation(["machines", "oee"]);
  const format = useFormat();
  const paceText = usePaceText();
  const colours = useStripColours();
  const client = useClient();
  const { plant, now } = usePlant();
  const { minorStopMs, targetOee } = plant.policy;
  const store = useMemo(
    () => new BoardStore({ now, beforeFrame: (run) => requestAnimationFrame(run), minorStopMs }),
    [now, minorStopMs],
  );
  const clock = useMemo(() => new SecondClock(now), [now]);
  const views = useMemo(() => new ViewWatch(store), [store]);
  const board = useMemo(
    () => ({ store, clock, views, minorStopMs, targetOee, t, format, paceText, colours }),
    [store, clock, views, minorStopMs, targetOee, t, format, paceText, colours],
  );
  const isFirst = useRef(true);
  const { error } = useStream(
    async (signal) => {
      isFirst.current = true;
      return client.machines.watchBoard(undefined, { signal });
    },
    ({ tiles }) => {
      store.receive(tiles, isFirst.current);
      isFirst.current = false;
    },
    [client, store],
  );
  useEffect(() => {
    const timer = window.setInterval(() => store.tick(), tickMs);
    return () => window.clearInterval(timer);
  }, [store]);
  const rows = useSyncExternalStore(store.subscribeOverview, store.overview);

  return (
    <Page
      title={t("machines:board.title")}
      purpose={t("machines:board.purpose")}
      actions={
        <Button
          variant="default"
          component={Link}
          to="/wall"
          leftSection={<IconDeviceTv size={18} aria-hidden />}
        >
          {t("wall:open")}
        </Button>
      }
    >
      <BoardContext value={board}>
        {error !== null && rows === null ? (
          <Failure error={error} />
        ) : rows === null ? (
          <Loading rows={3} height={260} />
        ) : rows.length === 0 ? (
          <NoMachines />
        ) : (
          <Board rows={rows} />
        )}
      </BoardContext>
    </Page>
  );
}

function Board(props: { rows: readonly BoardRow[] }) {
  const { t } = useTranslation("machines");
  const { rows } = props;
  const [filter, setSearch] = useSearchState(boardFilter);
  const setFilter = (change: Partial<BoardFilter>) => setSearch(inAddress(change));
  const search = useDeferredValue(filter.q.trim());
  const [list, setList] = useState<HTMLElement | null>(null);
  const hold = useBoardHold(list);

  const wanted = useMemo(
    () =>
      inBoardOrder(
        rows.filter(
          (row) =>
            (filter.state.length === 0 || filter.state.includes(row.mark)) &&
            matchesSearch(row, search),
        ),
        filter.sort,
      ).map(({ machineId }) => machineId),
    [rows, filter.state, filter.sort, search],
  );
  const order = useShownOrder(
    wanted,
    hold.isHeld,
    `${filter.sort} ${filter.state.join()} ${search}`,
  );
  const tabStop = hold.tabStop !== null && order.includes(hold.tabStop) ? hold.tabStop : order[0];

  return (
    <>
      <BoardToolbar rows={rows} filter={filter} onChange={setFilter} />
      {order.length === 0 ? (
        <Empty
          icon={IconFilterOff}
          title={t("board.noMatch.title")}
          text={t("board.noMatch.text")}
          action={
            <Button variant="default" onClick={() => setFilter({ q: "", state: [] })}>
              {t("board.noMatch.action")}
            </Button>
          }
        />
      ) : (
        <ul ref={setList} className={classes.board}>
          {order.map((machineId) => (
            <BoardTile key={machineId} machineId={machineId} isTabStop={machineId === tabStop} />
          ))}
        </ul>
      )}
    </>
  );
}

function NoMachines() {
  const { t } = useTranslation("machines");
  const { may } = useSession();
  return (
    <Empty
      icon={IconBuildingFactory2}
      title={t("board.empty.title")}
      text={may("machine:update") ? t("board.empty.text") : t("board.empty.textForReaders")}
      action={
        may("machine:update") && (
          <div className={classes.emptyActions}>
            <Button component={Link} to="/setup/machines">
              {t("board.empty.addMachine")}
            </Button>
            {may("plant:update") && (
              <Button component={Link} to="/setup/configuration" variant="default">
                {t("board.empty.loadConfiguration")}
              </Button>
            )}
          </div>
        )
      }
    />
  );
}
