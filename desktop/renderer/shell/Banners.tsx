import { IconAlertOctagon, IconPlugConnectedX, type Icon } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { EngineStopReason } from "#desktop/preload/bridge.ts";
import { useConnection, useEngineState } from "./ApiProvider.tsx";
import type { CaptureStop } from "#shared/plant/capture-stop.ts";
import { usePlantStatus } from "./PlantStatusProvider.tsx";
import { useSupervisedEngine } from "./use-supervised-engine.ts";
import { useEngineClock } from "./use-engine-clock.ts";
import { useFormat } from "./use-format.ts";
import { usePlant } from "./use-session.ts";

/** What everybody must know, above every page. */
export function Banners() {
  const engine = useEngineState();
  const status = usePlantStatus();
  const supervised = useSupervisedEngine();
  const isStopped = engine.phase !== "live" && supervised?.kind === "stopped";
  return (
    <>
      {engine.phase !== "live" && !isStopped && <ReconnectingBanner />}
      {isStopped && <EngineStoppedBanner reason={supervised.reason} />}
      {status?.capture.state === "stopped" && (
        <CaptureStoppedBanner reason={status.capture.reason} />
      )}
    </>
  );
}

function Banner(props: {
  tone: "notice" | "alarm";
  icon: Icon;
  title: string;
  children: ReactNode;
}) {
  const Icon = props.icon;
  return (
    <div
      className="banner"
      data-tone={props.tone}
      role={props.tone === "alarm" ? "alert" : "status"}
    >
      <Icon size={22} stroke={1.8} aria-hidden />
      <div>
        <strong>{props.title}</strong>
        <p>{props.children}</p>
      </div>
    </div>
  );
}

/** Offline: since when, what the screen shows meanwhile, and that nobody has to do anything. */
export function ReconnectingBanner() {
  const { t } = useTranslation();
  const connection = useConnection();
  const { clockOffsetMs } = usePlant();
  const format = useFormat();
  const now = useEngineClock(1_000);
  const { since } = connection.state();
  return (
    <Banner
      tone="notice"
      icon={IconPlugConnectedX}
      title={t("shell:reconnecting.title", { for: format.duration(now - since - clockOffsetMs) })}
    >
      {t("shell:reconnecting.text")}
    </Banner>
  );
}

/** The window has given the engine up: nothing goes on by itself. */
function EngineStoppedBanner(props: { reason: EngineStopReason }) {
  const { t } = useTranslation();
  return (
    <Banner
      tone="alarm"
      icon={IconAlertOctagon}
      title={t(`shell:engineStopped.${props.reason}.title`)}
    >
      {t(`shell:engineStopped.${props.reason}.text`)} {t("shell:capture.safe")}
    </Banner>
  );
}

function CaptureStoppedBanner(props: { reason: CaptureStop }) {
  const { t } = useTranslation();
  const { reason } = props;
  return (
    <Banner tone="alarm" icon={IconAlertOctagon} title={t("shell:capture.title")}>
      {t(`shell:capture.${reason}.what`)} {t("shell:capture.safe")}{" "}
      <b>{t(`shell:capture.${reason}.wayOut`)}</b>
    </Banner>
  );
}
