import { Button, Group, Modal, Select, Stack, Table, Text, TextInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { BrowseNodeRow } from "#shared/connections/connection-rows.ts";
import { tagClass, tagClasses } from "#shared/connections/tag.ts";
import type { Id } from "#shared/kernel/id.ts";
import { tagCode } from "#shared/machines/tag-code.ts";
import { useApi } from "../../../shell/ApiProvider.tsx";
import { Callout } from "../../../shell/Callout.tsx";
import { fieldRule } from "../../../shell/field-rule.ts";
import { proposeTags, takenCodes, type ProposedTag } from "../tags/propose-tag.ts";
import { useAddTags, type RefusedTags } from "./use-add-tags.ts";

const allMachines = { limit: 5_000 };

/** Variables of a server become tags: codes and classes are proposed and can be changed before they are stored. */
export function AddTagsDialog(props: {
  connectionId: Id<"connection">;
  nodes: readonly BrowseNodeRow[];
  machineId: string | null;
  onClose: () => void;
  onAdded: () => void;
}) {
  const { t } = useTranslation(["connections", "form"]);
  const api = useApi();
  const { nodes, connectionId, onAdded } = props;
  const [machineId, setMachineId] = useState(props.machineId);
  const [edits, setEdits] = useState<Readonly<Record<string, Partial<ProposedTag>>>>({});
  const [refused, setRefused] = useState<RefusedTags | null>(null);
  const { addTags, isBusy } = useAddTags(connectionId);
  const machines = useQuery(api.machines.list.queryOptions({ input: allMachines }));
  const tags = useQuery(api.connections.tags.queryOptions({ input: {} }));
  const machineCode = machines.data?.rows.find((machine) => machine.id === machineId)?.code ?? null;
  const taken = useMemo(() => new Set(tags.data?.rows.map((tag) => tag.code)), [tags.data]);
  const proposed = proposeTags(nodes, machineCode, taken).map((tag) => ({
    ...tag,
    ...edits[tag.address],
  }));
  const edit = (address: string, change: Partial<ProposedTag>) =>
    setEdits((before) => ({ ...before, [address]: { ...before[address], ...change } }));
  const twins = takenCodes(proposed, taken);
  const codeIssue = (tag: ProposedTag): string | null =>
    fieldRule(tagCode, t)(tag.code) ??
    (twins.has(tag.address) ? t("connections:tags.taken") : null);
  const isValid = proposed.every((tag) => codeIssue(tag) === null);
  const add = async () => {
    const issues = await addTags(proposed, machineId);
    setRefused(issues);
    if (issues !== null) return;
    notifications.show({
      message: t("connections:browse.added", { count: proposed.length }),
      color: "accent",
    });
    onAdded();
  };
  return (
    <Modal
      opened
      onClose={props.onClose}
      size="xl"
      title={t("connections:browse.add", { count: nodes.length })}
    >
      <Stack gap="md">
        <Select
          label={t("connections:tags.machine")}
          description={t("connections:browse.machineHint")}
          placeholder={t("connections:browse.noMachine")}
          searchable
          clearable
          data={(machines.data?.rows ?? []).map((machine) => ({
            value: machine.id,
            label: `${machine.code} · ${machine.name}`,
          }))}
          value={machineId}
          onChange={(value) => {
            setMachineId(value);
            setEdits((before) =>
              Object.fromEntries(
                Object.entries(before).map(([address, { code: _code, ...rest }]) => [
                  address,
                  rest,
                ]),
              ),
            );
          }}
        />
        <Table.ScrollContainer minWidth={620} mah="50dvh">
          <Table verticalSpacing={6} stickyHeader>
            <Table.Thead>
              <Table.Tr>
                <Table.Th w="30%">{t("connections:browse.variable")}</Table.Th>
                <Table.Th>{t("connections:tags.code")}</Table.Th>
                <Table.Th w={170}>{t("connections:tags.class")}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {proposed.map((tag) => (
                <Table.Tr key={tag.address}>
                  <Table.Td>
                    <Text size="sm" fw={550} lineClamp={1}>
                      {tag.name}
                    </Text>
                    <Text size="xs" c="dimmed" lineClamp={1} title={tag.address}>
                      {tag.address}
                    </Text>
                  </Table.Td>
                  <Table.Td>
                    <TextInput
                      aria-label={t("connections:tags.code")}
                      value={tag.code}
                      error={codeIssue(tag) ?? refused?.byAddress.get(tag.address)}
                      spellCheck={false}
                      onChange={(event) =>
                        edit(tag.address, { code: event.currentTarget.value.toLowerCase() })
                      }
                    />
                  </Table.Td>
                  <Table.Td>
                    <Select
                      aria-label={t("connections:tags.class")}
                      allowDeselect={false}
                      data={tagClasses.map((value) => ({
                        value,
                        label: t(`connections:classes.${value}.label`),
                      }))}
                      value={tag.class}
                      onChange={(value) => edit(tag.address, { class: tagClass.parse(value) })}
                    />
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
        {refused?.general != null && <Callout tone="alarm">{refused.general}</Callout>}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={props.onClose}>
            {t("form:cancel")}
          </Button>
          <Button loading={isBusy} disabled={!isValid} onClick={() => void add()}>
            {t("connections:browse.add", { count: proposed.length })}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
