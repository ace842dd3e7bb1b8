import { ActionIcon, Menu, Button, Tooltip } from "@mantine/core";
import { IconChevronDown, IconChevronLeft, IconChevronRight } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { hourMs, minuteMs } from "#shared/kernel/instant.ts";
import { useFormat } from "../../../shell/use-format.ts";
import { usePlant } from "../../../shell/use-session.ts";
import type { MachineRange, MachineRangeSearch, ShiftOfRange } from "./machine-range.ts";
import { useRangeText } from "./use-range-text.ts";

interface ShiftPickerProps {
  readonly shown: MachineRange;
  readonly shifts: readonly ShiftOfRange[];
  readonly onChange: (search: MachineRangeSearch) => void;
}

const thisShift: MachineRangeSearch = { from: undefined, to: undefined };
const listed = 12;

/** Which shift is shown: the one before, the one after, any of the last days, or the last hours. */
export function ShiftPicker(props: ShiftPickerProps) {
  const { t } = useTranslation("machines");
  const format = useFormat();
  const rangeText = useRangeText();
  const { now } = usePlant();
  const { shown, shifts, onChange } = props;
  const begun = shifts.filter(({ start }) => start <= now()).toReversed();
  const choose = (shift: ShiftOfRange | null) => {
    if (shift === null) return;
    onChange(shift.id === begun[0]?.id ? thisShift : { from: shift.start, to: shift.end });
  };
  const lastHours = (hours: number) => {
    const to = Math.ceil(now() / minuteMs) * minuteMs;
    onChange({ from: to - hours * hourMs, to });
  };
  return (
    <>
      <Tooltip label={t("range.previous")}>
        <ActionIcon
          variant="default"
          size={36}
          aria-label={t("range.previous")}
          disabled={shown.previous === null}
          onClick={() => choose(shown.previous)}
        >
          <IconChevronLeft size={18} />
        </ActionIcon>
      </Tooltip>
      <Menu position="bottom-end" withinPortal>
        <Menu.Target>
          <Button
            variant="default"
            h={36}
            rightSection={<IconChevronDown size={16} aria-hidden="true" />}
          >
            {rangeText(shown)}
          </Button>
        </Menu.Target>
        <Menu.Dropdown mah={420} style={{ overflowY: "auto" }}>
          {begun.slice(0, listed).map((shift, index) => (
            <Menu.Item
              key={shift.id}
              onClick={() => choose(shift)}
              fw={shift.id === shown.shift?.id ? 650 : undefined}
            >
              {format.dayShort(shift.start)} · {shift.name} · {format.clock(shift.start)}–
              {format.clock(shift.end)}
              {index === 0 && now() < shift.end ? ` · ${t("range.thisShift")}` : ""}
            </Menu.Item>
          ))}
          {begun.length > 0 && <Menu.Divider />}
          {[8, 24, 72].map((hours) => (
            <Menu.Item key={hours} onClick={() => lastHours(hours)}>
              {t("range.lastHours", { hours })}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <Tooltip label={t("range.next")}>
        <ActionIcon
          variant="default"
          size={36}
          aria-label={t("range.next")}
          disabled={shown.next === null}
          onClick={() => choose(shown.next)}
        >
          <IconChevronRight size={18} />
        </ActionIcon>
      </Tooltip>
    </>
  );
}
