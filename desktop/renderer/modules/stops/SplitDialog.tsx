import { ActionIcon, Button, Group, Modal, Select, Stack, Text, TextInput } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { useRef, useState, type PointerEvent } from "react";
import { useTranslation } from "react-i18next";
import type { ReasonId } from "#shared/kernel/id.ts";
import type { StopRow } from "#shared/stops/stop-row.ts";
import { useFormat } from "../../shell/use-format.ts";
import { usePlant } from "../../shell/use-session.ts";
import { zonedInstant, zonedText } from "../ledger/zoned-text.ts";
import { reasonColour } from "./reason-look.ts";
import type { ReasonNode } from "./reason-tree.ts";
import { movedCut, placedCut, withCut } from "./split-parts.ts";
import classes from "./stops.module.css";

interface SplitDialogProps {
  readonly stop: StopRow;
  readonly nodes: readonly ReasonNode[];
  readonly isBusy: boolean;
  readonly onSplit: (cuts: number[], reasonIds: (ReasonId | null)[]) => void;
  readonly onClose: () => void;
}

/** Cuts a stop to the second: tap the strip or type the time, drag a cut, give each part its reason. */
export function SplitDialog({ stop, nodes, isBusy, onSplit, onClose }: SplitDialogProps) {
  const { t } = useTranslation("stops");
  const format = useFormat();
  const { plant } = usePlant();
  const strip = useRef<HTMLDivElement>(null);
  const held = useRef<number | null>(null);
  const length = stop.end - stop.start;
  const middle = placedCut(stop.start + length / 2, stop);
  const [cuts, setCuts] = useState<readonly number[]>(middle === null ? [] : [middle]);
  const [reasonIds, setReasonIds] = useState<readonly (string | null)[]>([
    stop.reason?.id ?? null,
    null,
  ]);
  const edges = [stop.start, ...cuts, stop.end];
  const cutInto = (next: readonly number[], at: number | null) => {
    if (next === cuts || at === null) return;
    const part = next.indexOf(at);
    setReasonIds((ids) => [...ids.slice(0, part + 1), null, ...ids.slice(part + 1)]);
    setCuts(next);
  };
  const remove = (index: number) => {
    setReasonIds((ids) => ids.filter((_id, part) => part !== index + 1));
    setCuts(cuts.filter((_cut, one) => one !== index));
  };
  const instantAt = (event: PointerEvent): number | null => {
    const box = strip.current?.getBoundingClientRect();
    if (box === undefined || box.width === 0) return null;
    return placedCut(stop.start + ((event.clientX - box.left) / box.width) * length, stop);
  };
  const down = (event: PointerEvent<HTMLDivElement>) => {
    const at = instantAt(event);
    const box = strip.current!.getBoundingClientRect();
    const reachMs = (22 / box.width) * length;
    const near = cuts.findIndex((cut) => at !== null && Math.abs(cut - at) <= reachMs);
    if (near >= 0) {
      held.current = near;
      event.currentTarget.setPointerCapture(event.pointerId);
    } else cutInto(withCut(cuts, at), at);
  };
  const typed = (index: number, text: string) => {
    const day = zonedText(cuts[index]!, plant.zone).slice(0, 10);
    const at = zonedInstant(`${day} ${text}`, plant.zone);
    setCuts(movedCut(cuts, index, at === null ? null : placedCut(at, stop)));
  };
  const choices = nodes.map((node) => ({ value: node.id, label: node.path.join(" › ") }));
  const colourOf = (id: string | null | undefined) => {
    const node = nodes.find((one) => one.id === id);
    return node === undefined
      ? "transparent"
      : `color-mix(in srgb, ${reasonColour(node)} 38%, transparent)`;
  };
  return (
    <Modal opened onClose={onClose} size="lg" title={t("split.title")}>
      <Stack gap="md">
        <Text size="sm">{t("split.hint")}</Text>
        <div
          ref={strip}
          className={classes.strip}
          role="group"
          aria-label={t("split.strip")}
          onPointerDown={down}
          onPointerMove={(event) => {
            if (held.current !== null) setCuts(movedCut(cuts, held.current, instantAt(event)));
          }}
          onPointerUp={() => {
            held.current = null;
          }}
        >
          {edges.slice(1).map((end, part) => (
            <div
              key={edges[part]}
              className={classes.part}
              style={{
                width: `${((end - edges[part]!) / length) * 100}%`,
                backgroundColor: colourOf(reasonIds[part]),
              }}
            >
              {format.duration(end - edges[part]!)}
            </div>
          ))}
        </div>
        <ul className={classes.parts}>
          {edges.slice(1).map((end, part) => (
            <li key={part}>
              <Group gap="xs" align="end" wrap="nowrap">
                {part === 0 ? (
                  <Text size="sm" fw={600} miw={96}>
                    {format.clockSeconds(stop.start)}
                  </Text>
                ) : (
                  <TextInput
                    key={cuts[part - 1]}
                    size="md"
                    w={120}
                    label={t("split.from")}
                    defaultValue={zonedText(cuts[part - 1]!, plant.zone).slice(11)}
                    onBlur={(event) => typed(part - 1, event.currentTarget.value)}
                  />
                )}
                <Text size="sm" c="dimmed" flex={1} pb={part > 0 ? 12 : 0}>
                  –{" "}
                  {part === cuts.length && stop.isOpen
                    ? t("stillStands")
                    : format.clockSeconds(end)}{" "}
                  · {format.duration(end - edges[part]!)}
                </Text>
                {part > 0 && (
                  <ActionIcon
                    ml="auto"
                    size={44}
                    variant="subtle"
                    color="gray"
                    aria-label={t("split.remove")}
                    onClick={() => remove(part - 1)}
                  >
                    <IconX size={18} />
                  </ActionIcon>
                )}
              </Group>
              <Select
                size="md"
                aria-label={t("split.reason")}
                placeholder={t("noReason")}
                searchable
                clearable
                data={choices}
                value={reasonIds[part] ?? null}
                onChange={(id) => setReasonIds(reasonIds.with(part, id))}
              />
            </li>
          ))}
        </ul>
        <Group justify="flex-end" gap="xs">
          <Button h={44} variant="default" onClick={onClose}>
            {t("panel.cancel")}
          </Button>
          <Button
            h={44}
            loading={isBusy}
            disabled={cuts.length === 0}
            onClick={() => onSplit([...cuts], reasonIds as (ReasonId | null)[])}
          >
            {t("split.into", { count: cuts.length + 1 })}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
