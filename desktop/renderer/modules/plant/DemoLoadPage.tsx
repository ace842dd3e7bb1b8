import { Button, Progress, Title } from "@mantine/core";
import { IconCheck } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useClient, usePlantSession } from "../../shell/ApiProvider.tsx";
import { EntryFrame } from "../../shell/EntryFrame.tsx";
import { useFormat } from "../../shell/use-format.ts";
import { useStream } from "../../shell/use-stream.ts";

interface DemoProgress {
  readonly done: boolean;
  readonly share: number;
  readonly step: string;
  readonly error: string | null;
}

/** Shows the demo plant's history being replayed through the real pipeline. */
export function DemoLoadPage() {
  const { t } = useTranslation();
  const client = useClient();
  const session = usePlantSession();
  const format = useFormat();
  const [progress, setProgress] = useState<DemoProgress>({
    done: false,
    share: 0,
    step: "",
    error: null,
  });
  const enter = async () => session.welcomed(await client.plant.welcome());
  useStream(
    (signal) => client.plant.watchDemoLoad(undefined, { signal }),
    (event) => {
      setProgress(event);
      if (event.done && event.error === null) void enter();
    },
    [client],
  );
  const { share, step, error } = progress;
  return (
    <EntryFrame width={560}>
      <div>
        <Title order={1} size="h3">
          {t(error === null ? "plant:demoLoad.title" : "plant:demoLoad.failed")}
        </Title>
        <p className="entry-purpose">{error ?? t("plant:demoLoad.text")}</p>
      </div>
      {error === null && (
        <>
          <Progress value={share * 100} size="lg" animated aria-label={t("plant:demoLoad.title")} />
          <p role="status" className="entry-purpose">
            {format.percent(share, 0)}{" "}
            {step !== "" && `· ${t(`plant:demoLoad.steps.${step}`, { defaultValue: step })}`}
          </p>
        </>
      )}
      {error !== null && (
        <Button leftSection={<IconCheck size={16} />} onClick={() => void enter()}>
          {t("plant:demoLoad.goOn")}
        </Button>
      )}
    </EntryFrame>
  );
}
