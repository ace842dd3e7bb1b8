import { Button, Group, Modal, Progress, SegmentedControl } from "@mantine/core";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { PreviewChange } from "#shared/rules/preview-change.ts";
import { Failure } from "../../shell/PageStates.tsx";
import { useFormat } from "../../shell/use-format.ts";
import { PreviewFindings } from "./PreviewFindings.tsx";
import { usePreview } from "./use-preview.ts";
import classes from "./rules.module.css";

const weekChoices = [1, 4, 12] as const;
const usualWeeks = 4;

/** Replays the last weeks with a change laid over them and shows the difference; nothing is stored. */
export function PreviewDialog(props: {
  title: string;
  change: PreviewChange;
  onClose: () => void;
}) {
  const { t } = useTranslation(["rules", "form"]);
  const format = useFormat();
  const [weeks, setWeeks] = useState<number>(usualWeeks);
  const { state, start, cancel } = usePreview();
  const { change } = props;
  useEffect(() => start(change, weeks), [change, weeks, start]);
  const isRunning = state.phase === "running";
  return (
    <Modal opened onClose={props.onClose} size="xl" title={props.title}>
      <div className={classes.preview}>
        <Group justify="space-between" gap="sm">
          <SegmentedControl
            aria-label={t("preview.weeks")}
            value={String(weeks)}
            data={weekChoices.map((count) => ({
              value: String(count),
              label: t("preview.lastWeeks", { count }),
            }))}
            onChange={(value) => setWeeks(Number(value))}
          />
          {isRunning ? (
            <Button variant="default" onClick={cancel}>
              {t("form:cancel")}
            </Button>
          ) : (
            <Button variant="default" onClick={() => start(change, weeks)}>
              {t("preview.again")}
            </Button>
          )}
        </Group>
        <p className={classes.quiet}>{t("preview.about")}</p>
        {isRunning && (
          <div role="status">
            <Progress
              value={Math.max(2, state.share * 100)}
              aria-label={t("preview.running", { share: format.percent(state.share, 0) })}
            />
            <p className={classes.quiet}>
              {t("preview.running", { share: format.percent(state.share, 0) })}
            </p>
          </div>
        )}
        {state.phase === "idle" && <p className={classes.quiet}>{t("preview.cancelled")}</p>}
        {state.phase === "failed" && (
          <Failure error={state.error} retry={() => start(change, weeks)} />
        )}
        {state.phase === "done" && <PreviewFindings result={state.result} />}
      </div>
    </Modal>
  );
}
