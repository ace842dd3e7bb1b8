import { useRef, useState } from "react";
import type { BoardTile } from "#shared/machines/machines.contract.ts";
import { useClient } from "../../../shell/ApiProvider.tsx";
import { useStream } from "../../../shell/use-stream.ts";

/** What one machine does right now, live. `undefined` = not told yet, null = the board does not have it. */
export function useMachineTile(machineId: string): BoardTile | null | undefined {
  const client = useClient();
  const [tile, setTile] = useState<BoardTile | null>();
  const isFirst = useRef(true);
  useStream(
    async (signal) => {
      isFirst.current = true;
      return client.machines.watchBoard(undefined, { signal });
    },
    ({ tiles }) => {
      const own = tiles.find((candidate) => candidate.machineId === machineId);
      if (own !== undefined) setTile(own);
      else if (isFirst.current) setTile(null);
      isFirst.current = false;
    },
    [client, machineId],
  );
  return tile?.machineId === machineId || tile === null ? tile : undefined;
}
