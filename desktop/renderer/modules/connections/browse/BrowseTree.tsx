import { Button, Checkbox, Loader, Text } from "@mantine/core";
import {
  IconBolt,
  IconChevronRight,
  IconFolder,
  IconPoint,
  IconVariable,
  type Icon,
} from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState, type KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import type { BrowseNodeRow } from "#shared/connections/connection-rows.ts";
import type { Id } from "#shared/kernel/id.ts";
import { useApi } from "../../../shell/ApiProvider.tsx";
import { Failure } from "../../../shell/PageStates.tsx";
import { useEngineClock } from "../../../shell/use-engine-clock.ts";
import { useFormat } from "../../../shell/use-format.ts";
import { QualityMark, useValueText } from "../tags/LiveCells.tsx";
import classes from "./browse.module.css";

interface TreeProps {
  readonly connectionId: Id<"connection">;
  /** Addresses that are tags already. */
  readonly known: ReadonlySet<string>;
  readonly picked: ReadonlyMap<string, BrowseNodeRow>;
  readonly onToggle?: (node: BrowseNodeRow) => void;
  /** Where the tree begins; absent = at its root. */
  readonly from?: string;
  /** Only variables whose name or address has this in it; folders stay. */
  readonly search?: string;
  /** Addresses that are left out. */
  readonly without?: ReadonlySet<string>;
  /** Offers every node that is no variable as the one to choose, e.g. where a machine begins. */
  readonly choose?: { readonly label: string; readonly onChoose: (node: BrowseNodeRow) => void };
}

/** Values in open folders are read again so often. Milliseconds. */
const refetchMs = 3_000;

const icons: Readonly<Record<BrowseNodeRow["kind"], Icon>> = {
  folder: IconFolder,
  variable: IconVariable,
  method: IconBolt,
  other: IconPoint,
};

/** The address space of a server, one level at a time. Arrows move, right opens, left closes, space ticks. */
export function BrowseTree(props: TreeProps) {
  const { t } = useTranslation("connections");
  return (
    <div className={classes.tree} role="tree" aria-label={t("browse.title")} onKeyDown={moveInTree}>
      <Level {...props} address={props.from ?? null} depth={0} />
    </div>
  );
}

function Level(props: TreeProps & { address: string | null; depth: number }) {
  const { t } = useTranslation("connections");
  const api = useApi();
  const { address, depth, connectionId } = props;
  const nodes = useQuery(
    api.connections.browse.queryOptions({
      input: { id: connectionId, address },
      refetchInterval: ({ state }) =>
        state.data?.nodes.some((node) => node.kind === "variable") === true ? refetchMs : false,
    }),
  );
  const indent = { paddingInlineStart: 12 + depth * 22 };
  if (nodes.data === undefined) {
    if (nodes.error !== null)
      return <Failure error={nodes.error} retry={() => void nodes.refetch()} />;
    return (
      <div className={classes.note} style={indent}>
        <Loader size={14} /> {t("browse.loading")}
      </div>
    );
  }
  if (nodes.data.nodes.length === 0)
    return (
      <div className={classes.note} style={indent}>
        {t("browse.nothing")}
      </div>
    );
  const shown = nodes.data.nodes.filter(
    (node) => props.without?.has(node.address) !== true && fits(node, props.search ?? ""),
  );
  if (shown.length === 0)
    return (
      <div className={classes.note} style={indent}>
        {t("browse.noMatch")}
      </div>
    );
  return shown.map((node, index) => (
    <Node key={node.address} {...props} node={node} isFirst={depth === 0 && index === 0} />
  ));
}

function Node(props: TreeProps & { node: BrowseNodeRow; depth: number; isFirst: boolean }) {
  const { t } = useTranslation("connections");
  const text = useValueText();
  const format = useFormat();
  const now = useEngineClock(refetchMs);
  const { node, depth, known, picked, onToggle } = props;
  const [isOpen, setOpen] = useState(false);
  const Icon = icons[node.kind];
  const isVariable = node.kind === "variable";
  const isKnown = known.has(node.address);
  const isPicked = picked.has(node.address);
  const canPick = isVariable && !isKnown && onToggle !== undefined;
  const act = () => {
    if (node.hasChildren) setOpen(!isOpen);
    else if (canPick) onToggle(node);
  };
  return (
    <>
      <div
        className={classes.node}
        style={{ paddingInlineStart: 8 + depth * 22 }}
        role="treeitem"
        aria-level={depth + 1}
        aria-expanded={node.hasChildren ? isOpen : undefined}
        aria-selected={isPicked}
        data-picked={isPicked || undefined}
        tabIndex={props.isFirst ? 0 : -1}
        onClick={act}
        onKeyDown={(event) => {
          if (event.key === " " && canPick) onToggle(node);
          else if (event.key === " " && !isVariable && props.choose) props.choose.onChoose(node);
          else if (event.key === "Enter") act();
          else if (event.key === "ArrowRight" && node.hasChildren && !isOpen) setOpen(true);
          else if (event.key === "ArrowLeft" && isOpen) setOpen(false);
          else return;
          event.preventDefault();
          event.stopPropagation();
        }}
      >
        <span
          className={classes.chevron}
          data-open={isOpen || undefined}
          data-leaf={!node.hasChildren || undefined}
        >
          <IconChevronRight size={16} aria-hidden />
        </span>
        {isVariable && onToggle !== undefined && (
          <Checkbox
            size="xs"
            tabIndex={-1}
            aria-label={t("browse.pick", { name: node.name })}
            checked={isPicked || isKnown}
            disabled={isKnown}
            onClick={(event) => event.stopPropagation()}
            onChange={() => onToggle(node)}
          />
        )}
        <Icon size={16} stroke={1.7} className={classes.icon} aria-hidden />
        <span className={classes.name} title={node.address}>
          {node.name}
        </span>
        {isKnown && (
          <Text span size="xs" c="dimmed" className={classes.known!}>
            {t("browse.known")}
          </Text>
        )}
        {!isVariable && props.choose !== undefined && (
          <Button
            size="compact-xs"
            variant="default"
            tabIndex={-1}
            style={{ marginInlineStart: "auto" }}
            onClick={(event) => {
              event.stopPropagation();
              props.choose?.onChoose(node);
            }}
          >
            {props.choose.label}
          </Button>
        )}
        {isVariable && (
          <span className={classes.reading}>
            {node.sourceTime !== null && (
              <span className={classes.type} title={format.dateTimeSeconds(node.sourceTime)}>
                {format.duration(Math.max(0, now - node.sourceTime))}
              </span>
            )}
            <span className={classes.type}>{node.dataType ?? "–"}</span>
            <span className={classes.current} title={text(node.value)}>
              {text(node.value)}
            </span>
            <QualityMark quality={node.quality} />
          </span>
        )}
      </div>
      {isOpen && (
        <div role="group">
          <Level {...props} address={node.address} depth={depth + 1} />
        </div>
      )}
    </>
  );
}

/** Folders always fit: what is searched may lie in them. */
const fits = (node: BrowseNodeRow, search: string): boolean =>
  node.hasChildren ||
  `${node.name} ${node.address}`.toLowerCase().includes(search.trim().toLowerCase());

/** Arrow keys among the nodes in sight. */
function moveInTree(event: KeyboardEvent<HTMLElement>): void {
  const items = [...event.currentTarget.querySelectorAll<HTMLElement>('[role="treeitem"]')];
  const at = items.indexOf(event.target as HTMLElement);
  if (at === -1) return;
  const next = {
    ArrowDown: items[at + 1],
    ArrowUp: items[at - 1],
    Home: items[0],
    End: items.at(-1),
    ArrowLeft: items.slice(0, at).findLast((item) => level(item) < level(items[at]!)),
  }[event.key];
  if (next === undefined) return;
  event.preventDefault();
  for (const item of items) item.tabIndex = item === next ? 0 : -1;
  next.focus();
}

const level = (item: HTMLElement): number => Number(item.getAttribute("aria-level"));
