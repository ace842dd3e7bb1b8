import { Tabs } from "@mantine/core";
import { useNavigate, useSearch } from "@tanstack/react-router";
import type { ReactNode } from "react";
import classes from "./detail-page.module.css";

export interface DetailTab {
  readonly name: string;
  readonly label: string;
  readonly panel: ReactNode;
  /** Behind the label, e.g. how many. */
  readonly note?: ReactNode;
}

/** Tabs of a detail page. The open one stands in the address; another one begins without the filters of the last. */
export function DetailTabs(props: { tabs: readonly (DetailTab | false)[] }) {
  const tabs = props.tabs.filter((tab) => tab !== false);
  const search: { tab?: unknown } = useSearch({ strict: false });
  const navigate = useNavigate();
  const open = tabs.find((tab) => tab.name === search.tab) ?? tabs[0];
  return (
    <Tabs
      value={open?.name ?? null}
      keepMounted={false}
      onChange={(tab) => void navigate({ to: ".", search: { tab } as never, replace: true })}
    >
      <Tabs.List mb="md" className={classes.tabs!}>
        {tabs.map((tab) => (
          <Tabs.Tab key={tab.name} value={tab.name} rightSection={tab.note}>
            {tab.label}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {tabs.map((tab) => (
        <Tabs.Panel key={tab.name} value={tab.name} className={classes.panel!}>
          {tab.panel}
        </Tabs.Panel>
      ))}
    </Tabs>
  );
}
