import type { ReactNode } from "react";
import classes from "./PlainTable.module.css";

/** A plain table that scrolls inside its panel. `label` names it where it is reached by keyboard. */
export function ScrollTable(props: { label: string; head: ReactNode; children: ReactNode }) {
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard
    <div className={classes.scroll} role="region" aria-label={props.label} tabIndex={0}>
      <table className={classes.table}>
        <thead>{props.head}</thead>
        <tbody>{props.children}</tbody>
      </table>
    </div>
  );
}
