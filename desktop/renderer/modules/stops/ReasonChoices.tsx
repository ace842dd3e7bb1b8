import { TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useState, type CSSProperties } from "react";
import { useTranslation } from "react-i18next";
import { reasonCategories } from "#shared/stops/reason-category.ts";
import { matchingReasons } from "./offered-reasons.ts";
import { reasonColour } from "./reason-look.ts";
import type { ReasonNode } from "./reason-tree.ts";
import classes from "./stops.module.css";

interface ReasonChoicesProps {
  readonly nodes: readonly ReasonNode[];
  /** Ids of reasons chosen lately, the newest first. */
  readonly recent: readonly string[];
  readonly current: string | null;
  readonly isBusy: boolean;
  readonly onChoose: (node: ReasonNode) => void;
}

/** Every reason as a button for a gloved hand: lately chosen first, then by category; by words, too. */
export function ReasonChoices(props: ReasonChoicesProps) {
  const { t } = useTranslation("stops");
  const [search, setSearch] = useState("");
  const { nodes } = props;
  const found = matchingReasons(nodes, search.trim());
  const recent = props.recent.flatMap((id) => nodes.find((node) => node.id === id) ?? []);
  // Reasons with others under them are headings of the tree, and may be chosen all the same.
  const groups = reasonCategories
    .map((category) => ({ category, of: found.filter((node) => node.category === category) }))
    .filter(({ of }) => of.length > 0);
  return (
    <>
      <TextInput
        size="md"
        aria-label={t("choose.search")}
        placeholder={t("choose.search")}
        leftSection={<IconSearch size={18} aria-hidden />}
        value={search}
        onChange={(event) => setSearch(event.currentTarget.value)}
      />
      {search === "" && recent.length > 0 && (
        <section className={classes.group}>
          <h3>{t("choose.recent")}</h3>
          <div className={classes.choices}>
            {recent.map((node) => (
              <Choice key={node.id} {...props} node={node} index={nodes.indexOf(node)} />
            ))}
          </div>
        </section>
      )}
      {groups.map(({ category, of }) => (
        <section key={category} className={classes.group}>
          <h3>{t(`categories.${category}.label`)}</h3>
          <div className={classes.choices}>
            {of.map((node) => (
              <Choice key={node.id} {...props} node={node} index={nodes.indexOf(node)} />
            ))}
          </div>
        </section>
      ))}
      {groups.length === 0 && <p className={classes.quiet}>{t("choose.nothing")}</p>}
    </>
  );
}

function Choice(props: ReasonChoicesProps & { node: ReasonNode; index: number }) {
  const { node, index, isBusy, current, onChoose } = props;
  return (
    <button
      type="button"
      className={classes.choice}
      style={{ "--reason-colour": reasonColour(node) } as CSSProperties}
      data-current={node.id === current || undefined}
      disabled={isBusy}
      onClick={() => onChoose(node)}
    >
      <span className={classes.choiceWords}>
        {node.depth > 0 && (
          <span className={classes.quiet}>{node.path.slice(0, -1).join(" › ")}</span>
        )}
        {node.path.at(-1)}
      </span>
      {index < 9 && (
        <span className={classes.key} aria-hidden>
          {index + 1}
        </span>
      )}
    </button>
  );
}
