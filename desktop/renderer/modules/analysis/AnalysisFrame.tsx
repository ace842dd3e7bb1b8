import { Button } from "@mantine/core";
import { IconPrinter } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useEffect, useRef, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Page } from "../../shell/Page.tsx";
import { printPage } from "../../shell/print-page.ts";
import { useFormat } from "../../shell/use-format.ts";
import { ViewMenu } from "../views/ViewMenu.tsx";
import { sharedSearch } from "./analysis-search.ts";
import { FilterBar } from "./FilterBar.tsx";
import type { Analysis } from "./use-analysis.ts";
import type { AnalysisNames } from "./use-analysis-names.ts";
import classes from "./analysis.module.css";

/** The pages of the analysis, in this order. */
export const analysisPages = [
  { name: "overview", to: "/analysis" },
  { name: "pareto", to: "/analysis/pareto" },
  { name: "trend", to: "/analysis/trend" },
  { name: "heatMap", to: "/analysis/heat-map" },
  { name: "speed", to: "/analysis/speed" },
  { name: "reliability", to: "/analysis/reliability" },
  { name: "ratios", to: "/analysis/ratios" },
] as const;
export type AnalysisPageName = (typeof analysisPages)[number]["name"];

/** What every page of the analysis has: its neighbours, the filter they share, views, paper. */
export function AnalysisFrame(props: {
  page: AnalysisPageName;
  analysis: Analysis;
  names: AnalysisNames;
  /** Further choices of the page, at the end of the filter bar. */
  choices?: ReactNode;
  /** Products and shifts do not narrow this page. */
  isMachinesOnly?: boolean;
  children: ReactNode;
}) {
  const { t } = useTranslation("analysis");
  const format = useFormat();
  const { page, analysis } = props;
  const { from, to } = analysis.range;
  const nav = useRef<HTMLElement>(null);
  // On a phone the pages scroll sideways: the one shown must be in sight.
  useEffect(() => {
    const current = nav.current?.querySelector<HTMLElement>("[aria-current]");
    if (current != null && nav.current !== null)
      nav.current.scrollLeft = current.offsetLeft - nav.current.offsetLeft - 24;
  }, [page]);
  return (
    <Page
      title={t(`pages.${page}.title`)}
      purpose={t(`pages.${page}.purpose`)}
      actions={
        <>
          <ViewMenu />
          <Button
            variant="default"
            h={36}
            leftSection={<IconPrinter size={16} aria-hidden />}
            onClick={() => void printPage()}
          >
            {t("print")}
          </Button>
        </>
      }
    >
      <nav ref={nav} className={classes.pages} aria-label={t("pagesLabel")} data-no-print>
        {analysisPages.map(({ name, to: address }) => (
          <Link
            key={name}
            to={address}
            search={sharedSearch(analysis.search) as never}
            className={classes.page}
            // Without it the first page would be marked on all of them: its address begins all of theirs.
            activeOptions={{ exact: true, includeSearch: false }}
            aria-current={name === page ? "page" : undefined}
          >
            {t(`pages.${name}.short`)}
          </Link>
        ))}
      </nav>
      <FilterBar
        analysis={analysis}
        names={props.names}
        isMachinesOnly={props.isMachinesOnly === true}
      >
        {props.choices}
      </FilterBar>
      <p className={classes.range}>
        {t("range", { from: format.dateTime(from), to: format.dateTime(to) })}
      </p>
      {props.children}
    </Page>
  );
}
