import { Button } from "@mantine/core";
import { IconCalendarX } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useSession } from "../../../shell/use-session.ts";
import { DowntimeDrawer } from "./DowntimeDrawer.tsx";

/** From a chosen stretch of a machine's time: it was, or will be, planned not to be worked. */
export function PlanDowntimeButton(props: {
  machineId: string;
  span: { readonly start: number; readonly end: number };
}) {
  const { t } = useTranslation("shift-work");
  const { may } = useSession();
  const [isOpen, setOpen] = useState(false);
  if (!may("shift:update")) return null;
  const { start, end } = props.span;
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
