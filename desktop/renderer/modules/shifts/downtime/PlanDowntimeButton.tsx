import { Button } from "@mantine/core";
import { IconCalendarX } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { MachineState } from "#shared/machines/machine-state.ts";
import { useSession } from "../../../shell/use-session.ts";
import { DowntimeDrawer } from "./DowntimeDrawer.tsx";

/** From a chosen stretch of a machine's time: it was, or will be, planned not to be worked. */
export function PlanDowntimeButton(props: {
  machineId: string;
  stretch: { readonly start: number; readonly end: number; readonly state: MachineState };
}) {
  const { t } = useTranslation("shift-work");
  const { may } = useSession();
  const [isOpen, setOpen] = useState(false);
  const { start, end, state } = props.stretch;
  // What was made in planned downtime is in no figure: time that ran is not offered.
  if (!may("shift:update") || state === "running") return null;
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconCalendarX size={16} aria-hidden />}
        onClick={() => setOpen(true)}
        w="fit-content"
      >
        {t("downtime.planThis")}
      </Button>
      {isOpen && (
        <DowntimeDrawer
          stretch={{ machineId: props.machineId, from: start, to: end, name: "" }}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  );
}
