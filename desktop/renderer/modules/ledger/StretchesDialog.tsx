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

/** As many as one looks at in one sitting; the longest come first. */
const mostShown = 20;

/** The stretches of a machine that nobody measured, the longest first, each with what can be done about it. */
export function StretchesDialog({ machineId, machineCode, range, close }: StretchesDialogProps) {
  const { t } = useTranslation("ledger");
  const api = useApi();
  const format = useFormat();
  const timeline = useQuery(
    api.machines.timeline.queryOptions({ input: { id: machineId, range } }),
  );
  const stretches = (timeline.data?.intervals ?? [])
    .filter(
      ({ id, state, provenance }) =>
        !id.startsWith("none@") && (state === "unknown" || provenance === "typed"),
    )
    .toSorted((a, b) => b.end - b.start - (a.end - a.start))
    .slice(0, mostShown);
  return (
    <Modal opened onClose={close} size="lg" title={t("say.stretches", { code: machineCode })}>
      {timeline.isError && <Failure error={timeline.error} retry={() => void timeline.refetch()} />}
      {timeline.isPending && <Loading rows={3} />}
      {timeline.isSuccess && stretches.length === 0 && <p>{t("empty.text")}</p>}
      <ul className={classes.stretches}>
        {stretches.map((stretch) => (
          <li key={stretch.id}>
            <span className={classes.quiet}>{format.date(stretch.start)}</span>
            <StretchActions machineId={machineId} machineCode={machineCode} stretch={stretch} />
          </li>
        ))}
      </ul>
    </Modal>
  );
}
