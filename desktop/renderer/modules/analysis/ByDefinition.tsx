import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { comparable, type Defined } from "#shared/trust/definition.ts";
import { Callout } from "../../shell/Callout.tsx";
import classes from "./analysis.module.css";

/** A ranking, or one for each definition where figures do not all mean the same: unlike ones are never ranked together. */
export function ByDefinition<Item extends Defined>(props: {
  items: readonly Item[];
  children: (items: readonly Item[], group: number) => ReactNode;
}) {
  const { t } = useTranslation("trust");
  const compared = comparable(props.items);
  if (compared.isComparable) return props.children(props.items, 0);
  const { groups } = compared;
  return (
    <>
      <Callout tone="notice" title={t("definitions.several.title", { count: groups.length })}>
        {t("definitions.several.text")}
      </Callout>
      {groups.map((items, place) => {
        const name = t("definitions.group", { number: place + 1 });
        const { definitionHash } = items[0]!;
        return (
          <section key={definitionHash} aria-label={name}>
            <p className={classes.quiet} title={definitionHash}>
              {`${name} · ${definitionHash.slice(0, 8)} · ${t("definitions.machines", { count: items.length })}`}
            </p>
            {props.children(items, place)}
          </section>
        );
      })}
    </>
  );
}
