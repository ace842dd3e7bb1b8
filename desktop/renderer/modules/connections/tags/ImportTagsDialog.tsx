import { Button, FileInput, Group, Modal, Select, Stack, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconFileSpreadsheet } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ImportedTag } from "#shared/connections/connection-rows.ts";
import { readTagsCsv } from "#shared/connections/tags-csv.ts";
import type { Id } from "#shared/kernel/id.ts";
import type { MachineRow } from "#shared/machines/machines.contract.ts";
import { ScrollTable } from "#shared/ui/panel/ScrollTable.tsx";
import { useApi, useClient } from "../../../shell/ApiProvider.tsx";
import { Callout } from "../../../shell/Callout.tsx";
import { fieldErrorsOf, readFailure } from "../../../shell/failure.ts";
import { ruleText } from "../../../shell/refusal-text.ts";
import { FailureNote } from "../FailureNote.tsx";
import { engineIssues, type ImportIssue } from "./imported-issues.ts";

interface Wanted {
  readonly tags: readonly ImportedTag[];
  readonly machineId: string | null;
}

/** Takes a list of tags over from a CSV file: first it is only checked and every broken row told, then stored. */
export function ImportTagsDialog(props: {
  connectionId: Id<"connection">;
  machines: readonly MachineRow[];
  onClose: () => void;
}) {
  const { t } = useTranslation(["connections", "form"]);
  const api = useApi();
  const client = useClient();
  const queries = useQueryClient();
  const { connectionId, machines, onClose } = props;
  const [file, setFile] = useState<File | null>(null);
  const [tags, setTags] = useState<readonly ImportedTag[]>([]);
  const [broken, setBroken] = useState<readonly ImportIssue[]>([]);
  const [machineId, setMachineId] = useState<string | null>(null);
  const put = (wanted: Wanted, dryRun: boolean) =>
    client.connections.putTags({
      commandId: crypto.randomUUID(),
      connectionId,
      machineId: wanted.machineId as Id<"machine"> | null,
      tags: [...wanted.tags],
      dryRun,
    });
  const check = useMutation({ mutationFn: (wanted: Wanted) => put(wanted, true) });
  const store = useMutation({
    mutationFn: (wanted: Wanted) => put(wanted, false),
    onSuccess: async (tally) => {
      await queries.invalidateQueries({ queryKey: api.connections.key() });
      notifications.show({ message: t("connections:import.done", tally), color: "accent" });
      onClose();
    },
  });
  const read = async (chosen: File | null) => {
    setFile(chosen);
    check.reset();
    store.reset();
    const found = chosen === null ? { tags: [], issues: [] } : readTagsCsv(await chosen.text());
    setTags(found.tags);
    setBroken(
      found.issues.map(({ row, column, rule }) => ({
        where: t("connections:import.line", { line: row }),
        column,
        rule,
      })),
    );
    if (found.issues.length === 0 && found.tags.length > 0)
      check.mutate({ tags: found.tags, machineId });
  };
  const error = store.error ?? check.error;
  const refused = error === null ? [] : engineIssues(tags, fieldErrorsOf(readFailure(error)));
  const issues = [...broken, ...refused];
  return (
    <Modal opened onClose={onClose} size="xl" title={t("connections:import.title")}>
      <Stack gap="md">
        <Text size="sm">{t("connections:import.text")}</Text>
        <Group grow align="flex-start">
          <FileInput
            label={t("connections:import.file")}
            placeholder={t("connections:import.choose")}
            accept=".csv,text/csv,.txt"
            clearable
            leftSection={<IconFileSpreadsheet size={16} />}
            value={file}
            onChange={(chosen) => void read(chosen)}
          />
          <Select
            label={t("connections:tags.machine")}
            description={t("connections:import.machineHint")}
            placeholder={t("connections:import.machineKept")}
            searchable
            clearable
            data={machines.map((machine) => ({
              value: machine.id,
              label: `${machine.code} · ${machine.name}`,
            }))}
            value={machineId}
            onChange={(value) => {
              setMachineId(value);
              if (tags.length > 0 && broken.length === 0) check.mutate({ tags, machineId: value });
            }}
          />
        </Group>
        {issues.length > 0 && (
          <>
            <Callout tone="alarm" title={t("connections:import.broken", { count: issues.length })}>
              {t("connections:import.nothing")}
            </Callout>
            <ScrollTable
              label={t("connections:import.issues")}
              head={
                <tr>
                  <th>{t("connections:import.where")}</th>
                  <th>{t("connections:import.column")}</th>
                  <th>{t("connections:import.rule")}</th>
                </tr>
              }
            >
              {issues.map((issue) => (
                <tr key={`${issue.where} ${issue.column} ${issue.rule}`}>
                  <td>{issue.where}</td>
                  <td>{issue.column}</td>
                  <td>{ruleText(issue.rule, t)}</td>
                </tr>
              ))}
            </ScrollTable>
          </>
        )}
        {error !== null && refused.length === 0 && <FailureNote error={error} />}
        {check.data !== undefined && issues.length === 0 && (
          <Callout tone="done" title={t("connections:import.good", { count: tags.length })}>
            {t("connections:import.tally", check.data)}
          </Callout>
        )}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t("form:cancel")}
          </Button>
          <Button
            disabled={check.data === undefined || issues.length > 0 || check.isPending}
            loading={store.isPending}
            onClick={() => store.mutate({ tags, machineId })}
          >
            {t("connections:import.verb", { count: tags.length })}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
