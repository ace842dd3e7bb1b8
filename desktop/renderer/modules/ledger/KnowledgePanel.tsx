import { Anchor, Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { idOf } from "#shared/kernel/id.ts";
import type { KnownBy } from "#shared/ledger/known-by.ts";
import { knowledgeKinds } from "#shared/ledger/known-share.ts";
import type { KnowledgeRow } from "#shared/ledger/ledger.contract.ts";
import { Panel } from "#shared/ui/panel/Panel.tsx";
import { useSession } from "../../shell/use-session.ts";
import { KnowledgeBar, KnowledgeLegend } from "./KnowledgeBar.tsx";
import { StretchesDialog } from "./StretchesDialog.tsx";
import classes from "./LedgerPage.module.css";

interface KnowledgePanelProps {
  readonly rows: readonly KnowledgeRow[];
  readonly range: { readonly from: number; readonly to: number };
}

const machineIdOf = idOf<"machine">();

const sumOf = (rows: readonly KnowledgeRow[]): KnownBy =>
  Object.fromEntries(
    knowledgeKinds.map((kind) => [kind, rows.reduce((sum, row) => sum + row.knownBy[kind], 0)]),
  ) as KnownBy;

/** How the time of each machine is known, with the hatches explained. */
export function KnowledgePanel({ rows, range }: KnowledgePanelProps) {
  const { t } = useTranslation("ledger");
  const { may } = useSession();
  const [opened, setOpened] = useState<KnowledgeRow | null>(null);
  return (
    <Panel title={t("known.title")}>
      {rows.length === 0 && <p className={classes.quiet}>{t("known.none")}</p>}
      <ul className={classes.machines}>
        {rows.map((row) => (
          <li key={row.machineId}>
            <Anchor
              component={Link}
              to={`/machines/${row.machineId}` as never}
              search={range as never}
              className={classes.machine}
              title={t("known.seeMachine", { code: row.code })}
            >
              {row.code}
            </Anchor>
            <KnowledgeBar knownBy={row.knownBy} size="line" />
            {may("production:log") &&
              row.knownBy.unknown + row.knownBy.reconstructed + row.knownBy.typed > 0 && (
                <Button size="compact-sm" variant="subtle" onClick={() => setOpened(row)}>
                  {t("say.button")}
                </Button>
              )}
          </li>
        ))}
      </ul>
      <KnowledgeLegend knownBy={sumOf(rows)} />
      {opened !== null && (
        <StretchesDialog
          machineId={machineIdOf.parse(opened.machineId)}
          machineCode={opened.code}
          range={range}
          close={() => setOpened(null)}
        />
      )}
    </Panel>
  );
}
