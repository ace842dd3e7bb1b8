import { Button, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import classes from "./DataTable.module.css";
import { turnedBack, type TableState } from "./table-state.ts";

/** Rows exist, but none under this search. */
export function NoMatch(props: {
  state: TableState;
  onChange: (change: Partial<TableState>) => void;
}) {
  const { t } = useTranslation("table");
  const { q } = props.state;
  return (
    <div className={classes.noMatch}>
      <Text fw={600} c="var(--mantine-color-text)">
        {q === "" ? t("nothing") : t("noMatch", { search: q })}
      </Text>
      {q !== "" && (
        <Button variant="default" onClick={() => props.onChange(turnedBack({ q: "" }))}>
          {t("clearSearch")}
        </Button>
      )}
    </div>
  );
}
