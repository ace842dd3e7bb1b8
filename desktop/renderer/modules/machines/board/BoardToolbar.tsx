import { Button, CloseButton, SegmentedControl, TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { markStyle } from "#shared/ui/theme/mark-style.ts";
import type { MarkCode } from "#shared/ui/theme/state-marks.ts";
import { countByMark, type BoardRow, type BoardSort } from "./board-order.ts";
import type { BoardFilter } from "./board-filter.ts";
import { marksInOrder } from "./tile-mark.ts";
import classes from "./BoardToolbar.module.css";

interface BoardToolbarProps {
  readonly rows: readonly BoardRow[];
  readonly filter: BoardFilter;
  readonly onChange: (change: Partial<BoardFilter>) => void;
}

/** How many machines are in which state (each count filters), search and order. */
export function BoardToolbar(props: BoardToolbarProps) {
  const { t } = useTranslation("machines");
  const { rows, filter, onChange } = props;
  const counts = countByMark(rows);
  const shown = marksInOrder.filter(({ code }) => counts.has(code) || filter.state.includes(code));
  const toggle = (code: MarkCode) =>
    onChange({
      state: filter.state.includes(code)
        ? filter.state.filter((other) => other !== code)
        : [...filter.state, code],
    });
  return (
    <div className={classes.toolbar}>
      <div className={classes.counts} role="group" aria-label={t("board.counts")}>
        <span className={classes.all}>{t("board.machineCount", { count: rows.length })}</span>
        {shown.map(({ code, icon: Icon, wordKey }) => (
          <button
            key={code}
            type="button"
            className={classes.count}
            aria-pressed={filter.state.includes(code)}
            onClick={() => toggle(code)}
          >
            <span className={classes.swatch} style={markStyle(code)}>
              <Icon size={14} aria-hidden="true" />
            </span>
            <b>{counts.get(code) ?? 0}</b> {t(wordKey)}
          </button>
        ))}
        {filter.state.length > 0 && (
          <Button variant="subtle" size="compact-sm" onClick={() => onChange({ state: [] })}>
            {t("board.showAll")}
          </Button>
        )}
      </div>
      <TextInput
        className={classes.search}
        size="sm"
        aria-label={t("board.search")}
        placeholder={t("board.search")}
        leftSection={<IconSearch size={16} aria-hidden="true" />}
        rightSection={
          filter.q !== "" && (
            <CloseButton
              size="sm"
              aria-label={t("board.clearSearch")}
              onClick={() => onChange({ q: "" })}
            />
          )
        }
        value={filter.q}
        onChange={(event) => onChange({ q: event.currentTarget.value })}
      />
      <SegmentedControl
        size="sm"
        aria-label={t("board.order")}
        value={filter.sort}
        onChange={(sort) => onChange({ sort: sort as BoardSort })}
        data={[
          { value: "worst", label: t("board.worstFirst") },
          { value: "code", label: t("board.byCode") },
        ]}
      />
    </div>
  );
}
