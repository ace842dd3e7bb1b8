import { Modal } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { MachineId } from "#shared/kernel/id.ts";
import { useApi } from "../../shell/ApiProvider.tsx";
import { Failure, Loading } from "../../shell/PageStates.tsx";
import { useFormat } from "../../shell/use-format.ts";
import { StretchActions } from "./StretchActions.tsx";
import classes from "./LedgerPage.module.css";

interface StretchesDialogProps {
  readonly machineId: MachineId;
  readonly machineCode: string;
  readonly range: { readonly from: number; readonly to: number };
  readonly close: () => void;
}

/** The stretches of a machine that nobody measured, the longest first, each with what can be done about it. */
export function StretchesDialog({ machineId, machineCode, range, close }: StretchesDialogProps) {
  const { t } = useTranslation("ledger");
  const api = useApi();
  const format = useFormat();
  const told = useQuery(api.ledger.stretches.queryOptions({ input: { machineId, range } }));
  return (
    <Modal opened onClose={close} size="lg" title={t("say.stretches", { code: machineCode })}>
      {told.isError && <Failure error={told.error} retry={() => void told.refetch()} />}
      {told.isPending && <Loading rows={3} />}
      {told.data?.rows.length === 0 && <p>{t("empty.text")}</p>}
      <ul className={classes.stretches}>
        {told.data?.rows.map((stretch) => (
          <li key={stretch.start}>
            <span className={classes.quiet}>{format.date(stretch.start)}</span>
            <StretchActions machineId={machineId} machineCode={machineCode} stretch={stretch} />
          </li>
        ))}
      </ul>
    </Modal>
  );
}
