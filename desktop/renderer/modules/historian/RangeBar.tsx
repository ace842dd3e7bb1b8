import {
  ActionIcon,
  Button,
  Group,
  Popover,
  SegmentedControl,
  Stack,
  Switch,
  TextInput,
  Tooltip,
} from "@mantine/core";
import {
  IconCalendar,
  IconChevronLeft,
  IconChevronRight,
  IconZoomIn,
  IconZoomOut,
} from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Span } from "#shared/kernel/span.ts";
import classes from "./TrendPage.module.css";
import { panned, presetNames, zoomed, type TrendSearch } from "./trend-search.ts";
import { fieldText, instantOfField } from "./zone-text.ts";

interface RangeBarProps {
  readonly search: TrendSearch;
  readonly view: Span;
  readonly zone: string;
  readonly hasShift: boolean;
  readonly onChange: (change: Partial<TrendSearch>) => void;
  readonly onView: (view: Span) => void;
}

/** Which time is shown: ranges that end now, the running shift, or any other. */
export function RangeBar(props: RangeBarProps) {
  const { t } = useTranslation("historian");
  const { search, view, onChange, onView } = props;
  const middle = (view.start + view.end) / 2;
  const steps = [
    { key: "earlier", icon: IconChevronLeft, to: panned(view, -0.5) },
    { key: "later", icon: IconChevronRight, to: panned(view, 0.5) },
    { key: "closer", icon: IconZoomIn, to: zoomed(view, middle, 0.5) },
    { key: "farther", icon: IconZoomOut, to: zoomed(view, middle, 2) },
  ] as const;
  const names = [...presetNames, ...(props.hasShift ? (["shift"] as const) : [])];
  return (
    <div className={classes.bar}>
      <div className={classes.presets}>
        <SegmentedControl
          aria-label={t("range.label")}
          value={search.range ?? ""}
          onChange={(range) =>
            onChange({ range: range as TrendSearch["range"], from: null, to: null })
          }
          data={names.map((name) => ({ value: name, label: t(`range.${name}`) }))}
        />
      </div>
      <Group gap={6}>
        <OtherRange {...props} />
        {steps.map(({ key, icon: Icon, to }) => (
          <Tooltip key={key} label={t(`range.${key}`)}>
            <ActionIcon
              variant="default"
              size={36}
              aria-label={t(`range.${key}`)}
              onClick={() => onView(to)}
            >
              <Icon size={18} aria-hidden />
            </ActionIcon>
          </Tooltip>
        ))}
        <Switch
          label={t("range.live")}
          checked={search.live && search.range !== null}
          onChange={(event) =>
            onChange({
              live: event.currentTarget.checked,
              ...(search.range === null &&
                event.currentTarget.checked && { range: "1h" as const, from: null, to: null }),
            })
          }
        />
      </Group>
    </div>
  );
}

function OtherRange({ search, view, zone, onView }: RangeBarProps) {
  const { t } = useTranslation("historian");
  const [isOpen, setOpen] = useState(false);
  const [from, setFrom] = useState("");
  const [to, setTo] = useState("");
  const start = instantOfField(from, zone);
  const end = instantOfField(to, zone);
  const isRight = start !== null && end !== null && start < end;
  return (
    <Popover opened={isOpen} onChange={setOpen} position="bottom-start" trapFocus withArrow>
      <Popover.Target>
        <Button
          variant={search.range === null ? "light" : "default"}
          h={36}
          leftSection={<IconCalendar size={16} aria-hidden />}
          onClick={() => {
            setFrom(fieldText(view.start, zone));
            setTo(fieldText(view.end, zone));
            setOpen(!isOpen);
          }}
        >
          {t("range.custom")}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (!isRight) return;
            onView({ start, end });
            setOpen(false);
          }}
        >
          <Stack gap="sm">
            <TextInput
              type="datetime-local"
              label={t("range.from")}
              value={from}
              onChange={(event) => setFrom(event.currentTarget.value)}
            />
            <TextInput
              type="datetime-local"
              label={t("range.to")}
              value={to}
              error={start !== null && end !== null && !isRight ? t("range.order") : null}
              onChange={(event) => setTo(event.currentTarget.value)}
            />
            <Button type="submit" disabled={!isRight}>
              {t("range.show")}
            </Button>
          </Stack>
        </form>
      </Popover.Dropdown>
    </Popover>
  );
}
