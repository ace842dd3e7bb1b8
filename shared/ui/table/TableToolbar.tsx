import {
  ActionIcon,
  Checkbox,
  Popover,
  Stack,
  Switch,
  Text,
  TextInput,
  Tooltip,
} from "@mantine/core";
import {
  IconBaselineDensityMedium,
  IconBaselineDensitySmall,
  IconColumns3,
  IconSearch,
  IconX,
} from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { DataTableProps, TableDensity } from "./DataTable.tsx";
import classes from "./DataTable.module.css";
import { ExportMenu } from "./ExportMenu.tsx";
import type { TableColumn } from "./table-column.ts";
import { turnedBack } from "./table-state.ts";

/** Typing waits this long before the list is asked again. */
const pauseMs = 250;

interface ToolbarProps<Row> extends DataTableProps<Row> {
  readonly density: TableDensity;
  readonly setDensity: (density: TableDensity) => void;
  readonly shown: readonly TableColumn<Row>[];
  readonly setChosen: (keys: string[] | null) => void;
}

/** Search, filters, and what can be done with the list as a whole. */
export function TableToolbar<Row>(props: ToolbarProps<Row>) {
  const { t } = useTranslation("table");
  const { state, onChange, density, setDensity } = props;
  const isCompact = density === "compact";
  return (
    <div className={classes.toolbar}>
      {props.isUnsearched !== true && (
        <SearchField search={state.q} onSearch={(q) => onChange(turnedBack({ q }))} />
      )}
      {props.filters}
      {props.hasInactive === true && (
        <Switch
          size="sm"
          label={t("showInactive")}
          checked={state.inactive}
          onChange={(event) => onChange(turnedBack({ inactive: event.currentTarget.checked }))}
        />
      )}
      <div className={classes.toolbarEnd}>
        <Tooltip label={isCompact ? t("normalRows") : t("compactRows")}>
          <ActionIcon
            variant="subtle"
            color="gray"
            size={36}
            aria-label={isCompact ? t("normalRows") : t("compactRows")}
            onClick={() => setDensity(isCompact ? "normal" : "compact")}
          >
            {isCompact ? (
              <IconBaselineDensityMedium size={18} />
            ) : (
              <IconBaselineDensitySmall size={18} />
            )}
          </ActionIcon>
        </Tooltip>
        <ColumnChoice {...props} />
        {props.onExport !== undefined && (
          <ExportMenu
            total={props.total}
            isExporting={props.isExporting === true}
            onExport={props.onExport}
          />
        )}
      </div>
    </div>
  );
}

function SearchField(props: { search: string; onSearch: (search: string) => void }) {
  const { t } = useTranslation("table");
  const { search, onSearch } = props;
  const [typed, setTyped] = useState(search);
  const [told, setTold] = useState(search);
  if (told !== search) {
    setTold(search);
    setTyped(search);
  }
  useEffect(() => {
    if (typed === search) return;
    const timer = window.setTimeout(() => onSearch(typed), pauseMs);
    return () => window.clearTimeout(timer);
  }, [typed, search, onSearch]);
  return (
    <TextInput
      className={classes.search}
      type="search"
      aria-label={t("search")}
      placeholder={t("search")}
      leftSection={<IconSearch size={16} />}
      value={typed}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === "Enter") onSearch(typed);
      }}
      rightSection={
        typed !== "" && (
          <ActionIcon
            variant="subtle"
            color="gray"
            size="sm"
            aria-label={t("clearSearch")}
            onClick={() => onSearch("")}
          >
            <IconX size={14} />
          </ActionIcon>
        )
      }
    />
  );
}

function ColumnChoice<Row>(props: ToolbarProps<Row>) {
  const { t } = useTranslation("table");
  const { columns, shown, setChosen } = props;
  const keys = shown.map((column) => column.key);
  if (columns.length < 3) return null;
  return (
    <Popover position="bottom-end" withArrow shadow="md">
      <Popover.Target>
        <ActionIcon variant="subtle" color="gray" size={36} aria-label={t("columns")}>
          <IconColumns3 size={18} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap="xs">
          <Text size="xs" fw={600} c="dimmed">
            {t("columns")}
          </Text>
          {columns.map((column, index) => (
            <Checkbox
              key={column.key}
              size="sm"
              label={column.label}
              disabled={index === 0}
              checked={keys.includes(column.key)}
              onChange={(event) =>
                setChosen(
                  event.currentTarget.checked
                    ? [...keys, column.key]
                    : keys.filter((key) => key !== column.key),
                )
              }
            />
          ))}
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
