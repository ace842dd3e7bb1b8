import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { useEngineState } from "./ApiProvider.tsx";
import { usePlantStatus } from "./PlantStatusProvider.tsx";
import { usePlant } from "./use-session.ts";

/** Keeps the tray icon's text true, where there is a tray. */
export function useTrayStatus(): void {
  const { t } = useTranslation();
  const { plant } = usePlant();
  const engine = useEngineState();
  const status = usePlantStatus();
  const key =
    engine.phase !== "live" || status === null
      ? "reconnecting"
      : status.capture.state === "stopped"
        ? "stopped"
        : "live";
  const text = t(`shell:tray.${key}`, {
    plant: plant.name,
    live: status?.machinesLive ?? 0,
    total: status?.machinesTotal ?? 0,
  });
  useEffect(() => {
    // Words in the tray are a courtesy; a window that cannot set them works on.
    window.unison?.shell.setTrayStatus(text).catch(() => undefined);
  }, [text]);
}
