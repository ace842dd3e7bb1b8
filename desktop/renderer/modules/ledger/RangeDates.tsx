import { Group } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { DateField } from "#shared/ui/form/DateField.tsx";
import { zonedInstant, zonedText } from "./zoned-text.ts";
import { usePlant } from "../../shell/use-session.ts";

interface RangeDatesProps {
  readonly range: { readonly from: number; readonly to: number };
  readonly onChange: (range: { from: number; to: number }) => void;
}

/** The range by its first and last day of the plant. */
export function RangeDates({ range, onChange }: RangeDatesProps) {
  const { t } = useTranslation("ledger");
  const { plant } = usePlant();
  const dayOf = (at: number) => zonedText(at, plant.zone).slice(0, 10);
  const from = dayOf(range.from);
  const to = dayOf(range.to - 1);
  const choose = (first: string, last: string) => {
    const start = zonedInstant(`${first}T00:00`, plant.zone);
    const end = zonedInstant(`${last}T00:00`, plant.zone, 1);
    if (start !== null && end !== null && start < end) onChange({ from: start, to: end });
  };
  return (
    <Group gap="sm" align="end" wrap="wrap">
      <DateField
        label={t("range.from")}
        w={170}
        value={from}
        maxDate={to}
        onChange={(day) => choose(day, to)}
      />
      <DateField
        label={t("range.to")}
        w={170}
        value={to}
        minDate={from}
        onChange={(day) => choose(from, day)}
      />
    </Group>
  );
}
