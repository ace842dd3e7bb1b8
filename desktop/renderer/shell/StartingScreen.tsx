import { Button, Loader, Title } from "@mantine/core";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import logo from "../../../resources/icons/unison.svg";
import { useSupervisedEngine } from "./use-supervised-engine.ts";
import "./start.css";

/** A start that takes longer than this is worth a word. */
const calmMs = 1_500;

/** Before the engine has answered: the mark, then what is going on, then why it cannot go on. */
export function StartingScreen() {
  const { t } = useTranslation();
  const engine = useSupervisedEngine();
  const [isLate, setLate] = useState(false);
  useEffect(() => {
    const timer = window.setTimeout(() => setLate(true), calmMs);
    return () => window.clearTimeout(timer);
  }, []);
  if (engine?.kind === "stopped")
    return <EngineStopped reason={engine.reason} message={engine.message} />;
  return (
    <main className="start">
      <img src={logo} alt="Unison" width={72} height={72} />
      {isLate && (
        <p role="status" className="start-line">
          <Loader size="xs" />{" "}
          {t(`shell:starting.${engine?.kind === "restarting" ? "restarting" : "starting"}`)}
        </p>
      )}
    </main>
  );
}

function EngineStopped(props: { reason: string; message: string }) {
  const { t } = useTranslation();
  const openLogs = window.unison?.shell.openLogs;
  return (
    <main className="start" role="alert">
      <img src={logo} alt="Unison" width={72} height={72} />
      <Title order={1} size="h3">
        {t(`shell:engineStopped.${props.reason}.title`)}
      </Title>
      <p className="start-text">{t(`shell:engineStopped.${props.reason}.text`)}</p>
      {props.message !== "" && <pre className="start-message">{props.message}</pre>}
      {openLogs !== undefined && (
        <Button variant="default" onClick={() => void openLogs()}>
          {t("shell:crash.openLogs")}
        </Button>
      )}
    </main>
  );
}
