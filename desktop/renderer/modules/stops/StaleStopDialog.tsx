import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { ReasonRow } from "#shared/stops/stops.contract.ts";
import { useFormat } from "../../shell/use-format.ts";
import { ReasonMark } from "./ReasonMark.tsx";
import classes from "./stops.module.css";
import type { StopEdits } from "./use-stop-edits.tsx";

/** Somebody else said something of the stop meanwhile: shows what stands there now beside what was wanted. */
export function StaleStopDialog(props: { edits: StopEdits; reasons: readonly ReasonRow[] }) {
  const { t } = useTranslation("stops");
  const format = useFormat();
  const { edits, reasons } = props;
  const { stale, wanted } = edits;
  const mine = reasons.find(({ id }) => id === wanted?.reasonId) ?? null;
  return (
    <Modal opened={stale.theirs !== null} onClose={stale.close} title={t("stale.title")} size="lg">
      <Stack gap="md">
        <Text size="sm">{t("stale.text")}</Text>
        <ul className={classes.parts} aria-label={t("stale.now")}>
          {stale.theirs?.map((stop) => (
            <li key={stop.id}>
              <span className={classes.quiet}>
                {stop.machineCode} · {format.clockSeconds(stop.start)}–
                {format.clockSeconds(stop.end)}
              </span>
              <ReasonMark reason={stop.reason} />
              {stop.saidBy !== null && stop.saidAt !== null && (
                <span className={classes.quiet}>
                  {t("saidBy", { name: stop.saidBy, at: format.dateTimeSeconds(stop.saidAt) })}
                </span>
              )}
            </li>
          ))}
        </ul>
        <Group gap="xs">
          <Text size="sm">{t("stale.mine")}</Text>
          <ReasonMark reason={mine} />
        </Group>
        <Group justify="flex-end" gap="xs">
          <Button h={44} variant="default" onClick={stale.close}>
            {t("stale.keep")}
          </Button>
          <Button
            h={44}
            loading={edits.isBusy}
            onClick={() => {
              if (wanted !== null && stale.theirs !== null)
                edits.classify(stale.theirs, wanted.reasonId, wanted.note);
            }}
          >
            {t("stale.put")}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
