import { getRouteApi } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ConnectionRow } from "#shared/connections/connection-rows.ts";
import { BackLink } from "../../../shell/BackLink.tsx";
import { Page } from "../../../shell/Page.tsx";
import { NoPermission } from "../../../shell/PageStates.tsx";
import { useSession } from "../../../shell/use-session.ts";
import type { ConnectionValues } from "../connection-values.ts";
import { connectionKinds, newConnection, type ConnectionKind } from "./connection-kinds.ts";
import { KindChoice } from "./KindChoice.tsx";
import { NewConnectionForm } from "./NewConnectionForm.tsx";
import { NextSteps } from "./NextSteps.tsx";
import { StepList, type Step } from "./StepList.tsx";

const route = getRouteApi("/setup/connections/new");

/** Connecting a machine, step by step: its kind, its settings, a test, and what comes next. */
export function NewConnectionPage() {
  const { t } = useTranslation(["connection-setup", "connections"]);
  const { may } = useSession();
  const search: { kind?: unknown } = route.useSearch();
  const kind = connectionKinds.find((one) => one === search.kind) ?? null;
  const [step, setStep] = useState<"settings" | "test">("settings");
  const [created, setCreated] = useState<ConnectionRow | null>(null);
  // What was typed for each kind, so that a look at another kind loses nothing.
  const [drafts, setDrafts] = useState<Partial<Record<ConnectionKind, ConnectionValues>>>({});
  const at: Step = created !== null ? "next" : kind === null ? "kind" : step;
  return (
    <Page
      title={t("connection-setup:title")}
      back={<BackLink to="/setup/connections" label={t("connections:title")} />}
      width="reading"
    >
      {may("connection:update") ? (
        <>
          <StepList at={at} />
          {created !== null && <NextSteps connection={created} />}
          {created === null && kind === null && <KindChoice onChoose={() => setStep("settings")} />}
          {created === null && kind !== null && (
            <NewConnectionForm
              key={kind}
              kind={kind}
              initial={drafts[kind] ?? newConnection(kind)}
              onDraft={(values) => setDrafts((before) => ({ ...before, [kind]: values }))}
              step={step}
              onStep={setStep}
              onCreated={setCreated}
            />
          )}
        </>
      ) : (
        <NoPermission permission="connection:update" />
      )}
    </Page>
  );
}
