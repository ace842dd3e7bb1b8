import { useEffect, useState, type ReactNode } from "react";
import type { EngineAddress } from "#desktop/preload/bridge.ts";
import { ApiProvider } from "./ApiProvider.tsx";
import { findEngine } from "./engine-address.ts";
import { NoToken } from "./NoToken.tsx";
import { StartingScreen } from "./StartingScreen.tsx";

type Search =
  | { kind: "searching" }
  | { kind: "found"; address: EngineAddress }
  | { kind: "no_token" };

/** Finds the engine before anything asks it; meanwhile says what the window knows of its start. */
export function EngineGate(props: { children: ReactNode }) {
  const [search, setSearch] = useState<Search>({ kind: "searching" });
  useEffect(() => {
    let isCurrent = true;
    void findEngine().then((address) => {
      if (isCurrent)
        setSearch(address === undefined ? { kind: "no_token" } : { kind: "found", address });
    });
    return () => {
      isCurrent = false;
    };
  }, []);
  if (search.kind === "no_token") return <NoToken />;
  if (search.kind === "searching") return <StartingScreen />;
  return <ApiProvider address={search.address}>{props.children}</ApiProvider>;
}
