import { ActionIcon, NativeSelect } from "@mantine/core";
import { IconChevronLeft, IconChevronRight } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import classes from "./DataTable.module.css";
import { pageCount, pageSizes, tableState, turnedBack, type TableState } from "./table-state.ts";

/** How many rows there are, and the way to the others. */
export function TableFooter(props: {
  total: number;
  shown: number;
  state: TableState;
  onChange: (change: Partial<TableState>) => void;
  isPaged: boolean;
}) {
  const { t } = useTranslation("table");
  const { total, shown, state, onChange } = props;
  const pages = pageCount(total, state.size);
  const first = (state.page - 1) * state.size + 1;
  return (
    <div className={classes.footer}>
      <span aria-live="polite">
        {props.isPaged && pages > 1
          ? t("rowsOf", { first, last: first + shown - 1, total })
          : t("rows", { count: total })}
      </span>
      {props.isPaged && total > pageSizes[0] && (
        <div className={classes.pages}>
          <NativeSelect
            size="xs"
            aria-label={t("pageSize")}
            value={String(state.size)}
            data={pageSizes.map((size) => ({ value: String(size), label: t("perPage", { size }) }))}
            onChange={(event) =>
              onChange(
                turnedBack({
                  size: tableState.shape.size.parse(Number(event.currentTarget.value)),
                }),
              )
            }
          />
          <ActionIcon
            variant="default"
            size={32}
            aria-label={t("previousPage")}
            disabled={state.page <= 1}
            onClick={() => onChange({ page: state.page - 1 })}
          >
            <IconChevronLeft size={16} />
          </ActionIcon>
          <span>{t("page", { page: state.page, pages })}</span>
          <ActionIcon
            variant="default"
            size={32}
            aria-label={t("nextPage")}
            disabled={state.page >= pages}
            onClick={() => onChange({ page: state.page + 1 })}
          >
            <IconChevronRight size={16} />
          </ActionIcon>
        </div>
      )}
    </div>
  );
}
