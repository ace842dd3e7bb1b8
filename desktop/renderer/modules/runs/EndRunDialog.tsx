import { Text } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { MachineId } from "#shared/kernel/id.ts";
import type { RunRow } from "#shared/runs/runs.contract.ts";
import { ConfirmDialog } from "#shared/ui/form/ConfirmDialog.tsx";
import { useApi } from "../../shell/ApiProvider.tsx";
import { useCommand } from "../../shell/use-command.ts";
import { useFormat } from "../../shell/use-format.ts";

/** Ends what a machine makes, now. */
export function EndRunDialog(props: { readonly run: RunRow | null; readonly onClose: () => void }) {
  const { t } = useTranslation("runs");
  const api = useApi();
  const format = useFormat();
  const queries = useQueryClient();
  const { run, onClose } = props;
  const end = useCommand(api.runs.end, {
    success: "runs:ended",
    onDone: () => {
      void queries.invalidateQueries();
      onClose();
    },
  });
  return (
    <ConfirmDialog
      opened={run !== null}
      title={t("end.title", { machine: run?.machineCode ?? "" })}
      verb={t("end.verb")}
      isBusy={end.isPending}
      onConfirm={() => run !== null && end.mutate({ machineId: run.machineId as MachineId })}
      onClose={onClose}
    >
      {run !== null && (
        <Text size="sm">
          {t("end.text", {
            made: [run.productCode, run.orderNo].filter((part) => part !== null).join(" · "),
            good: format.pieces(run.good),
          })}
        </Text>
      )}
    </ConfirmDialog>
  );
}
