import { Button } from "@mantine/core";
import { IconMoodSmile, IconSettings } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Page } from "../../shell/Page.tsx";
import { Empty, Loading } from "../../shell/PageStates.tsx";
import { useSession } from "../../shell/use-session.ts";
import { CallHistory } from "./CallHistory.tsx";
import { OpenCallCard } from "./OpenCallCard.tsx";
import { useOpenCalls } from "./OpenCallsProvider.tsx";
import { ResponseTimesPanel } from "./ResponseTimesPanel.tsx";
import classes from "./andon.module.css";

/** Who waits for whom, how quickly somebody comes, and every call there was. */
export function AndonPage() {
  const { t } = useTranslation("andon");
  const { may } = useSession();
  const calls = useOpenCalls();
  return (
    <Page
      title={t("title")}
      purpose={t("purpose")}
      actions={
        may("alert:update") && (
          <Button
            component={Link}
            to={"/setup/andon" as never}
            variant="default"
            leftSection={<IconSettings size={16} aria-hidden />}
          >
            {t("policy.title")}
          </Button>
        )
      }
    >
      {calls === null && <Loading rows={2} height={120} />}
      {calls?.length === 0 && (
        <Empty icon={IconMoodSmile} title={t("quiet.title")} text={t("quiet.text")} />
      )}
      {calls !== null && calls.length > 0 && (
        <ul className={classes.cards} aria-label={t("openCalls")}>
          {calls.map((call) => (
            <OpenCallCard key={call.id} call={call} />
          ))}
        </ul>
      )}
      <ResponseTimesPanel />
      <CallHistory />
    </Page>
  );
}
