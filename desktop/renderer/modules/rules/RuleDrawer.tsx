import { Button, Checkbox, Menu, MultiSelect, Select, TextInput } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { displayName } from "#shared/kernel/code.ts";
import type { Id } from "#shared/kernel/id.ts";
import type { PreviewChange, ProposedRule } from "#shared/rules/preview-change.ts";
import { clauseTypes, type RuleClause } from "#shared/rules/rule-condition.ts";
import type { RuleRow } from "#shared/rules/rules.contract.ts";
import { DrawerForm } from "#shared/ui/form/DrawerForm.tsx";
import { StaleEditDialog } from "#shared/ui/form/StaleEditDialog.tsx";
import { useApi, useClient } from "../../shell/ApiProvider.tsx";
import { ruleText } from "../../shell/refusal-text.ts";
import { useCommand } from "../../shell/use-command.ts";
import { usePlant } from "../../shell/use-session.ts";
import { useStaleEdit } from "../../shell/use-stale-edit.ts";
import { reasonTree } from "../stops/reason-tree.ts";
import { ClauseFields } from "./ClauseFields.tsx";
import { PreviewChangeButton } from "./PreviewChangeButton.tsx";
import { proposalOf } from "./proposals.ts";
import { draftOf, emptyClause, newDraft, readDraft, type RuleDraft } from "./rule-draft.ts";
import { useRuleSentence } from "./use-rule-sentence.ts";
import classes from "./rules.module.css";

const everything = { limit: 5_000 };
const weekMs = 7 * 86_400_000;
/** How far back a rule may file: as far as a preview looks. */
const weekChoices = [0, 1, 4, 12] as const;

/** Adds a rule or changes one: IF … THEN …, tried on the past before it is saved. */
export function RuleDrawer(props: {
  rule: RuleRow | "new";
  rules: readonly RuleRow[];
  onClose: () => void;
}) {
  const { t, i18n } = useTranslation(["rules", "form"]);
  const api = useApi();
  const client = useClient();
  const { now } = usePlant();
  const sentence = useRuleSentence();
  const { rule, rules, onClose } = props;
  const isNew = rule === "new";
  const valuesOf = (row: RuleRow) => draftOf(row.name, row.condition, row.reason.id);
  const [first, setFirst] = useState<RuleDraft>(isNew ? newDraft : valuesOf(rule));
  const [draft, setDraft] = useState<RuleDraft>(first);
  const [basedOn, setBasedOn] = useState(isNew ? 0 : rule.version);
  const [isTold, setTold] = useState(false);
  const machines = useQuery(api.machines.list.queryOptions({ input: everything }));
  const reasons = useQuery(api.stops.reasons.queryOptions());
  const stale = useStaleEdit(async () => {
    const { rows } = await client.rules.list();
    return rows.find((row) => !isNew && row.id === rule.id)!;
  });
  const options = { success: "form:saved", onDone: onClose, onRefusal: stale.onRefusal };
  const create = useCommand(api.rules.create, options);
  const update = useCommand(api.rules.update, options);

  const change = (patch: Partial<RuleDraft>) => setDraft({ ...draft, ...patch });
  const read = readDraft(draft);
  const name = displayName.safeParse(draft.name);
  const isDirty = JSON.stringify(draft) !== JSON.stringify(first);
  const refused = { ...create.fieldErrors, ...update.fieldErrors };
  const errorOf = (path: string): string | undefined => {
    const issue = read.ok || !isTold ? undefined : read.issues[path];
    return issue === undefined ? refused[`condition.${path}`] : ruleText(issue, t);
  };
  const put = (at: number, clause: RuleClause) =>
    change({ all: draft.all.map((one, i) => (i === at ? clause : one)) });

  const store = (version: number) => {
    setTold(true);
    if (!read.ok || !name.success || draft.reasonId === null) return;
    const validFrom = draft.weeksBack === 0 ? null : now() - draft.weeksBack * weekMs;
    const fields = {
      name: name.data,
      condition: read.condition,
      reasonId: draft.reasonId as Id<"reason">,
      validFrom,
    };
    if (isNew) create.mutate(fields);
    else update.mutate({ id: rule.id as Id<"reason-rule">, basedOn: version, ...fields });
  };
  const tree = reasonTree(
    (reasons.data?.rows ?? []).filter((row) => row.isActive || row.id === draft.reasonId),
    new Intl.Collator(i18n.language).compare,
    i18n.language,
  );
  return (
    <>
      <DrawerForm
        opened
        size="lg"
        onClose={onClose}
        title={isNew ? t("rules:add") : rule.name}
        verb={isNew ? t("rules:add") : t("form:save")}
        isDirty={isDirty}
        isBusy={create.isPending || update.isPending}
        onSubmit={(event) => {
          event?.preventDefault();
          const form = event?.currentTarget;
          store(basedOn);
          // Errors are there after the next paint; the first one is where to go on.
          requestAnimationFrame(() =>
            form?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus(),
          );
        }}
        extra={
          <PreviewChangeButton
            title={t("rules:preview.ofRule", { name: draft.name || t("rules:newRule") })}
            change={previewOf(rules, rule, draft, t("rules:newRule"))}
          />
        }
      >
        <TextInput
          label={t("form:name")}
          description={t("rules:form.nameHint")}
          data-autofocus={isNew || undefined}
          value={draft.name}
          error={isTold && !name.success ? t("form:rules.empty") : undefined}
          onChange={(event) => change({ name: event.currentTarget.value })}
        />
        <MultiSelect
          label={t("rules:form.machines")}
          placeholder={draft.machineIds.length === 0 ? t("rules:form.allMachines") : undefined}
          searchable
          clearable
          data={(machines.data?.rows ?? []).map((row) => ({
            value: row.id,
            label: `${row.code} · ${row.name}`,
          }))}
          value={[...draft.machineIds]}
          onChange={(machineIds) => change({ machineIds })}
        />
        <div role="group" aria-label={t("rules:form.if")} className={classes.list}>
          <span className={classes.word}>{t("rules:form.if")}</span>
          {draft.all.map((clause, at) => (
            <ClauseFields
              // oxlint-disable-next-line react/no-array-index-key -- clauses have no other name than their place
              key={`${at} ${clause.type}`}
              clause={clause}
              onChange={(next) => put(at, next)}
              onRemove={() => change({ all: draft.all.filter((_, i) => i !== at) })}
              errorOf={(field) =>
                errorOf(`all.${at}.${field}`) ??
                Object.keys(read.ok ? {} : read.issues)
                  .filter((path) => path.startsWith(`all.${at}.${field}.`))
                  .map(errorOf)[0]
              }
            />
          ))}
          {draft.all.length === 0 && (
            <Checkbox
              label={t("rules:form.everyStop")}
              description={t("rules:form.everyStopHint")}
              checked={draft.everyStop}
              error={errorOf("all")}
              onChange={(event) => change({ everyStop: event.currentTarget.checked })}
            />
          )}
          <Menu position="bottom-start">
            <Menu.Target>
              <Button
                variant="default"
                leftSection={<IconPlus size={16} aria-hidden />}
                style={{ justifySelf: "start" }}
              >
                {draft.all.length === 0 ? t("rules:form.addFirst") : t("rules:form.addAnother")}
              </Button>
            </Menu.Target>
            <Menu.Dropdown>
              {clauseTypes.map((type) => (
                <Menu.Item
                  key={type}
                  onClick={() => change({ all: [...draft.all, emptyClause(type)] })}
                >
                  {t(`rules:clauses.${type}`)}
                </Menu.Item>
              ))}
            </Menu.Dropdown>
          </Menu>
        </div>
        <Select
          label={t("rules:form.then")}
          placeholder={t("rules:form.chooseReason")}
          searchable
          data={tree.map((node) => ({ value: node.id, label: node.path.join(" › ") }))}
          value={draft.reasonId}
          error={isTold && draft.reasonId === null ? t("rules:form.chooseReason") : undefined}
          onChange={(reasonId) => change({ reasonId })}
        />
        <Select
          label={t("rules:form.validFrom")}
          description={t("rules:form.validFromHint")}
          allowDeselect={false}
          value={String(draft.weeksBack)}
          data={weekChoices.map((count) => ({
            value: String(count),
            label: count === 0 ? t("rules:form.fromNow") : t("rules:form.weeksBack", { count }),
          }))}
          onChange={(weeks) => change({ weeksBack: Number(weeks) })}
        />
        {read.ok && (
          <p className={classes.sentence} aria-live="polite">
            <span className={classes.word}>{t("rules:if")}</span> {sentence(read.condition)}
          </p>
        )}
      </DrawerForm>
      <StaleEditDialog<RuleDraft>
        theirs={stale.theirs && valuesOf(stale.theirs)}
        mine={draft}
        fields={[
          { key: "name", label: t("form:name"), text: (values) => values.name },
          {
            key: "condition",
            label: t("rules:form.if"),
            text: (values) => {
              const condition = readDraft(values);
              return condition.ok ? sentence(condition.condition) : "–";
            },
          },
          {
            key: "reason",
            label: t("rules:form.then"),
            text: (values) => tree.find((node) => node.id === values.reasonId)?.name ?? "–",
          },
        ]}
        onTakeTheirs={() => {
          if (stale.theirs !== null) {
            setFirst(valuesOf(stale.theirs));
            setDraft(valuesOf(stale.theirs));
            setBasedOn(stale.theirs.version);
          }
          stale.close();
        }}
        onPutMine={() => {
          const { theirs } = stale;
          stale.close();
          if (theirs === null) return;
          setBasedOn(theirs.version);
          store(theirs.version);
        }}
        onClose={stale.close}
      />
    </>
  );
}

/** The whole set of rules with the draft in its place; null while the draft cannot be tried. */
function previewOf(
  rules: readonly RuleRow[],
  rule: RuleRow | "new",
  draft: RuleDraft,
  newName: string,
): PreviewChange | null {
  const read = readDraft(draft);
  if (!read.ok || draft.reasonId === null) return null;
  const tried: ProposedRule = {
    id: rule === "new" ? null : (rule.id as Id<"reason-rule">),
    name: draft.name.trim() || newName,
    condition: read.condition,
    reasonId: draft.reasonId as Id<"reason">,
    isActive: rule === "new" || rule.isActive,
  };
  const others = rules.map((row) =>
    rule !== "new" && row.id === rule.id ? tried : proposalOf(row),
  );
  return { kind: "rules", rules: rule === "new" ? [...others, tried] : others };
}
