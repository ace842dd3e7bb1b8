import { Button } from "@mantine/core";
import { IconHeartRateMonitor, IconListCheck, IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Id } from "#shared/kernel/id.ts";
import type { RuleRow } from "#shared/rules/rules.contract.ts";
import { useApi } from "../../shell/ApiProvider.tsx";
import { Page } from "../../shell/Page.tsx";
import { Empty, Failure, Loading } from "../../shell/PageStates.tsx";
import { useCommand } from "../../shell/use-command.ts";
import { useSession } from "../../shell/use-session.ts";
import { RuleDrawer } from "./RuleDrawer.tsx";
import { RuleItem } from "./RuleItem.tsx";
import { SuggestionPolicyPanel } from "./SuggestionPolicyPanel.tsx";
import classes from "./rules.module.css";

/** Rules file beside capture: what they have filed grows by itself. */
const refetchMs = 5_000;

/** Rules that give stops their reason: IF state, alarm, tag, time, duration or product THEN reason; the first wins. */
export function RuleListPage() {
  const { t } = useTranslation(["rules", "form"]);
  const api = useApi();
  const { may } = useSession();
  const mayEdit = may("reason:update");
  const rules = useQuery(api.rules.list.queryOptions({ refetchInterval: refetchMs }));
  const [opened, setOpened] = useState<RuleRow | "new" | null>(null);
  const reorder = useCommand(api.rules.reorder);
  const rows = rules.data?.rows;
  const move = (from: number, to: number) => {
    if (rows === undefined) return;
    const ids = rows.map(({ id }) => id as Id<"reason-rule">);
    ids.splice(to, 0, ...ids.splice(from, 1));
    reorder.mutate({ ids });
  };
  const add = mayEdit && (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setOpened("new")}>
      {t("rules:add")}
    </Button>
  );
  return (
    <Page
      title={t("rules:title")}
      purpose={t("rules:purpose")}
      actions={
        <>
          <Button
            component={Link}
            to={"/stops/health" as never}
            variant="default"
            leftSection={<IconHeartRateMonitor size={16} aria-hidden />}
          >
            {t("rules:health.title")}
          </Button>
          {add}
        </>
      }
    >
      {rules.error !== null && rows === undefined && (
        <Failure error={rules.error} retry={() => void rules.refetch()} />
      )}
      {rules.isPending && <Loading rows={4} height={72} />}
      {rows?.length === 0 && (
        <Empty
          icon={IconListCheck}
          title={t("rules:empty.title")}
          text={t("rules:empty.text")}
          action={add}
        />
      )}
      {rows !== undefined && rows.length > 0 && (
        <ol className={classes.list} aria-label={t("rules:title")}>
          {rows.map((rule, index) => (
            <RuleItem
              key={rule.id}
              rule={rule}
              rules={rows}
              index={index}
              mayEdit={mayEdit}
              isMoving={reorder.isPending}
              onMove={move}
              onOpen={() => setOpened(rule)}
            />
          ))}
        </ol>
      )}
      {rules.data !== undefined && (
        <SuggestionPolicyPanel
          policy={rules.data.policy}
          plantVersion={rules.data.plantVersion}
          mayEdit={mayEdit}
        />
      )}
      {opened !== null && (
        <RuleDrawer
          key={opened === "new" ? "new" : opened.id}
          rule={opened}
          rules={rows ?? []}
          onClose={() => setOpened(null)}
        />
      )}
    </Page>
  );
}
