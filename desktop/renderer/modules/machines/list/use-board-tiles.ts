import { useEffect, useRef, useState } from "react";
import type { BoardTile } from "#shared/machines/machines.contract.ts";
import { useClient } from "../../../shell/ApiProvider.tsx";
import { useStream } from "../../../shell/use-stream.ts";

/** A table is read, not watched: it follows the machines once a second. */
const followMs = 1_000;

/** Every machine as it is now; undefined until first told. */
export function useBoardTiles(): {
  readonly tiles: readonly BoardTile[] | undefined;
  readonly error: unknown;
} {
  const client = useClient();
  const latest = useRef<Map<string, BoardTile> | null>(null);
  const isFirst = useRef(true);
  const isChanged = useRef(false);
  const [tiles, setTiles] = useState<readonly BoardTile[]>();

  const { error } = useStream(
    async (signal) => {
      isFirst.current = true;
      return client.machines.watchBoard(undefined, { signal });
    },
    (event) => {
      const before = isFirst.current ? [] : (latest.current ?? []);
      isFirst.current = false;
      latest.current = new Map([
        ...before,
        ...event.tiles.map((tile) => [tile.machineId, tile] as const),
      ]);
      isChanged.current = true;
      setTiles((shown) => shown ?? inCodeOrder(event.tiles));
    },
    [client],
  );

  useEffect(() => {
    const timer = window.setInterval(() => {
      if (!isChanged.current || latest.current === null) return;
      isChanged.current = false;
      setTiles(inCodeOrder([...latest.current.values()]));
    }, followMs);
    return () => window.clearInterval(timer);
  }, []);

  return { tiles, error };
}

const inCodeOrder = (tiles: readonly BoardTile[]): readonly BoardTile[] =>
  tiles.toSorted((a, b) => a.code.localeCompare(b.code, "en", { numeric: true }));
