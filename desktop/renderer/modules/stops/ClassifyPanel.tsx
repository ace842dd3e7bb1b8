import { Button, Drawer, Group, Stack, TextInput } from "@mantine/core";
import { IconArrowMerge, IconCut, IconEraser, IconHistory } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { ReasonId } from "#shared/kernel/id.ts";
import type { StopRow } from "#shared/stops/stop-row.ts";
import { useApi } from "../../shell/ApiProvider.tsx";
import { useFormat } from "../../shell/use-format.ts";
import { useSession } from "../../shell/use-session.ts";
import { offeredReasons } from "./offered-reasons.ts";
import { ReasonChoices } from "./ReasonChoices.tsx";
import { SplitDialog } from "./SplitDialog.tsx";
import { StaleStopDialog } from "./StaleStopDialog.tsx";
import { StopFacts } from "./StopFacts.tsx";
import { StopHistory } from "./StopHistory.tsx";
import { SuggestedReasons } from "./SuggestedReasons.tsx";
import { useDigitKeys } from "./use-digit-keys.ts";
import { useRecentReasons } from "./use-recent-reasons.ts";
import { useStopEdits } from "./use-stop-edits.tsx";
import classes from "./stops.module.css";

interface ClassifyPanelProps {
  /** One stop, or several that get one reason together. */
  readonly stops: readonly StopRow[];
  readonly onClose: () => void;
}

/** Says why machines stood: one tap on a reason, for one stop or for many. */
export function ClassifyPanel({ stops, onClose }: ClassifyPanelProps) {
  const { t, i18n } = useTranslation("stops");
  const format = useFormat();
  const api = useApi();
  const { may } = useSession();
  const [note, setNote] = useState("");
  const [opened, setOpened] = useState<"split" | "history" | null>(null);
  const [isMerging, setMerging] = useState(false);
  const [recent, choseReason] = useRecentReasons();
  const reasons = useQuery(api.stops.reasons.queryOptions());
  const edits = useStopEdits(onClose);
  const machineIds = useMemo(() => [...new Set(stops.map(({ machineId }) => machineId))], [stops]);
  const nodes = useMemo(
    () => offeredReasons(reasons.data?.rows ?? [], machineIds, i18n.language),
    [reasons.data, machineIds, i18n.language],
  );
  const mayClassify = may("stop:classify");
  const [first] = stops;
  const choose = (reason: { readonly id: string } | null) => {
    if (reason !== null) choseReason(reason.id);
    const reasonId = (reason?.id ?? null) as ReasonId | null;
    if (isMerging) edits.merge(stops, reasonId);
    else edits.classify(stops, reasonId, note.trim());
  };
  useDigitKeys(mayClassify && opened === null && !edits.isBusy, (index) => {
    if (nodes[index] !== undefined) choose(nodes[index]);
  });
  if (first === undefined) return null;
  const isOne = stops.length === 1;
  const total = stops.reduce((sum, { elapsedMs }) => sum + elapsedMs, 0);
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size="lg"
      title={isOne ? t("panel.one") : t("panel.many", { count: stops.length })}
      classNames={{ title: classes.title! }}
      closeButtonProps={{ "aria-label": t("panel.close"), size: 44 }}
    >
      <Stack gap="sm">
        {isOne ? (
          <StopFacts stop={first} />
        ) : (
          <div className={classes.facts}>
            <strong>{t("panel.sum", { count: stops.length, time: format.duration(total) })}</strong>
            <span className={classes.quiet}>
              {[...new Set(stops.map(({ machineCode }) => machineCode))].join(", ")}
            </span>
          </div>
        )}
        <Group gap="xs">
          {isOne && mayClassify && (
            <Button
              h={44}
              variant="default"
              leftSection={<IconCut size={18} aria-hidden />}
              disabled={first.parts > 1}
              onClick={() => setOpened("split")}
            >
              {t("split.verb")}
            </Button>
          )}
          {!isOne && mayClassify && machineIds.length === 1 && (
            <Button
              h={44}
              variant={isMerging ? "filled" : "default"}
              aria-pressed={isMerging}
              leftSection={<IconArrowMerge size={18} aria-hidden />}
              onClick={() => setMerging(!isMerging)}
            >
              {t("merge.verb")}
            </Button>
          )}
          {isOne && (
            <Button
              h={44}
              variant="default"
              leftSection={<IconHistory size={18} aria-hidden />}
              onClick={() => setOpened("history")}
            >
              {t("history.title")}
            </Button>
          )}
          {mayClassify && stops.some(({ reason }) => reason !== null) && (
            <Button
              h={44}
              variant="default"
              leftSection={<IconEraser size={18} aria-hidden />}
              disabled={edits.isBusy}
              onClick={() => choose(null)}
            >
              {t("clear")}
            </Button>
          )}
        </Group>
        {isMerging && <span className={classes.quiet}>{t("merge.hint")}</span>}
        {mayClassify ? (
          <>
            {isOne && <SuggestedReasons stop={first} isBusy={edits.isBusy} onChoose={choose} />}
            <ReasonChoices
              nodes={nodes}
              recent={recent}
              current={isOne ? (first.reason?.id ?? null) : null}
              isBusy={edits.isBusy}
              onChoose={choose}
            />
            <TextInput
              size="md"
              label={t("note.label")}
              description={t("note.hint")}
              maxLength={500}
              value={note}
              onChange={(event) => setNote(event.currentTarget.value)}
            />
          </>
        ) : (
          <span className={classes.quiet}>{t("panel.mayNot")}</span>
        )}
      </Stack>
      {opened === "split" && (
        <SplitDialog
          stop={first}
          nodes={nodes}
          isBusy={edits.isBusy}
          onSplit={(cuts, reasonIds) => edits.split(first, cuts, reasonIds)}
          onClose={() => setOpened(null)}
        />
      )}
      {opened === "history" && <StopHistory stop={first} onClose={() => setOpened(null)} />}
      <StaleStopDialog edits={edits} reasons={reasons.data?.rows ?? []} />
    </Drawer>
  );
}
