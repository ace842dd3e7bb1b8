import { ActionIcon } from "@mantine/core";
import { IconArrowDown, IconArrowUp } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";

/** Moves a row of a list whose order matters up or down. */
export function MoveButtons(props: {
  index: number;
  count: number;
  onMove: (from: number, to: number) => void;
}) {
  const { t } = useTranslation("setup");
  const { index, count, onMove } = props;
  const look = { variant: "subtle", color: "gray", size: 36 } as const;
  return (
    <>
      <ActionIcon
        {...look}
        disabled={index === 0}
        aria-label={t("word.up")}
        onClick={() => onMove(index, index - 1)}
      >
        <IconArrowUp size={16} />
      </ActionIcon>
      <ActionIcon
        {...look}
        disabled={index === count - 1}
        aria-label={t("word.down")}
        onClick={() => onMove(index, index + 1)}
      >
        <IconArrowDown size={16} />
      </ActionIcon>
    </>
  );
}
