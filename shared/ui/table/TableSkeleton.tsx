import { Skeleton } from "@mantine/core";
import { useEffect, useState } from "react";
import classes from "./DataTable.module.css";

/** A wait below 200 ms shows nothing, so that quick answers do not flicker. */
const calmMs = 200;

/** Rows that are on their way. */
export function TableSkeleton(props: { label: string }) {
  const [isVisible, setVisible] = useState(false);
  useEffect(() => {
    const timer = window.setTimeout(() => setVisible(true), calmMs);
    return () => window.clearTimeout(timer);
  }, []);
  return (
    <div className={classes.skeleton} role="status" aria-label={props.label}>
      {Array.from({ length: 7 }, (_, row) => (
        <Skeleton
          key={row}
          height={22}
          radius="sm"
          visible={isVisible}
          opacity={isVisible ? 1 : 0}
        />
      ))}
    </div>
  );
}
