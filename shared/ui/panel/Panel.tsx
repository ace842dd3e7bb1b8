import { useId, type ReactNode } from "react";
import classes from "./Panel.module.css";

interface PanelProps {
  readonly title: string;
  /** Beside the title: counts, filters. */
  readonly aside?: ReactNode;
  readonly children: ReactNode;
  readonly className?: string | undefined;
}

/** A titled part of a page. */
export function Panel(props: PanelProps) {
  const id = useId();
  return (
    <section className={`${classes.panel} ${props.className ?? ""}`} aria-labelledby={id}>
      <header className={classes.header}>
        <h2 id={id} className={classes.title}>
          {props.title}
        </h2>
        {props.aside !== undefined && <div className={classes.aside}>{props.aside}</div>}
      </header>
      {props.children}
    </section>
  );
}
