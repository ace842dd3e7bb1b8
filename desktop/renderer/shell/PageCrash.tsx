import { useState } from "react";
import { newIncident } from "./incident.ts";
import { CrashNote } from "./CrashNote.tsx";

/** A page that broke while it was drawn; the rest of the app stays usable. */
export function PageCrash(props: { error: unknown; reset: () => void }) {
  const [incident] = useState(() => newIncident(props.error));
  return <CrashNote incident={incident} retry={props.reset} />;
}
