import {
  Alert,
  Button,
  Drawer,
  Group,
  NumberInput,
  Select,
  SimpleGrid,
  Stack,
  Text,
} from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ConnectionRow } from "#shared/connections/connection-rows.ts";
import type { Id } from "#shared/kernel/id.ts";
import type { MachineRow } from "#shared/machines/machines.contract.ts";
import {
  applyTemplate,
  missingAddresses,
  usualValues,
  type ParameterValues,
} from "#shared/machines/templates/signal-template.ts";
import { templatesFor } from "#shared/machines/templates/signal-templates.ts";
import {
  emptyRoot,
  usualAddress,
  type MachineRoot,
} from "#shared/machines/templates/usual-address.ts";
import { useApi, useClient } from "../../../shell/ApiProvider.tsx";
import { useCommand } from "../../../shell/use-command.ts";
import { MachineRootFields } from "./MachineRootFields.tsx";
import { findTemplateTags, type FoundTag } from "./template-addresses.ts";
import { TemplateTags } from "./TemplateTags.tsx";

/** A class of machines, where this one begins, a look at its tags; then its tags and rules are stored at once. */
export function TemplateDrawer(props: {
  machine: MachineRow;
  connection: ConnectionRow;
  onClose: () => void;
}) {
  const { t } = useTranslation(["setup", "form"]);
  const api = useApi();
  const client = useClient();
  const queries = useQueryClient();
  const { machine, connection, onClose } = props;
  const { driver } = connection.settings;
  const templates = templatesFor(driver);
  const usual = templates.find(({ kinds }) => kinds.includes(machine.kind)) ?? templates[0]!;
  const [id, setId] = useState(usual.id);
  const template = templates.find((one) => one.id === id) ?? usual;
  const [values, setValues] = useState<ParameterValues>({});
  const [root, setRoot] = useState<MachineRoot>(emptyRoot);
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>({});
  const [found, setFound] = useState<readonly FoundTag[] | null>(null);
  const [isLooking, setLooking] = useState(false);
  const [failure, setFailure] = useState(false);
  const connectionId = connection.id as Id<"connection">;
  const addresses = Object.fromEntries(
    template.tags.map((tag) => {
      const node = found?.find(({ suffix }) => suffix === tag.suffix)?.node;
      const proposed =
        node == null
          ? found === null
            ? (usualAddress(driver, tag, root) ?? "")
            : ""
          : node.address + (tag.place.element ?? "");
      return [tag.suffix, typed[tag.suffix] ?? proposed];
    }),
  );
  const look = async () => {
    setLooking(true);
    setFailure(false);
    try {
      const browse = async (address: string | null) =>
        (await client.connections.browse({ id: connectionId, address })).nodes;
      setFound(await findTemplateTags(template.tags, root.node, browse));
      setTyped({});
    } catch {
      setFailure(true);
    } finally {
      setLooking(false);
    }
  };
  const [refused, setRefused] = useState<Readonly<Record<string, string>>>({});
  const put = useCommand(api.connections.putTags, {
    // The engine counts the tags that were sent; those left out are not among them.
    form: { setErrors: setRefused },
    fieldOf: (path) => {
      const [, index] = /^tags\.(\d+)\./.exec(path) ?? [];
      const sent = template.tags.filter(({ suffix }) => addresses[suffix]?.trim() !== "");
      return (index !== undefined && sent[Number(index)]?.suffix) || path;
    },
    success: "setup:template.done",
    onDone: () => {
      // The machine has new rules too.
      void queries.invalidateQueries({ queryKey: api.machines.key() });
      onClose();
    },
  });
  const missing = missingAddresses(template, addresses);
  const store = () => {
    setRefused({});
    const { tags, signals } = applyTemplate(template, {
      machineCode: machine.code,
      values,
      addresses,
      nameOf: (suffix) => t(`setup:templates.tags.${suffix}`),
    });
    put.mutate({ connectionId, machineId: machine.id as Id<"machine">, tags, signals });
  };
  const all = { ...usualValues(template), ...values };
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size="xl"
      title={<b>{t("setup:template.title")}</b>}
    >
      <Stack gap="md">
        <Select
          label={t("setup:template.which")}
          allowDeselect={false}
          data={templates.map((one) => ({
            value: one.id,
            label: t(`setup:templates.${one.id}.label`),
          }))}
          value={template.id}
          onChange={(chosen) => {
            setId(chosen ?? usual.id);
            setValues({});
            setTyped({});
            setFound(null);
          }}
        />
        <Text size="sm" c="dimmed">
          {t(`setup:templates.${template.id}.text`)}
        </Text>
        {template.hasWarning === true && (
          <Alert color="yellow" variant="light">
            {t("setup:templates.cycle_pulse.warning")}
          </Alert>
        )}
        <MachineRootFields
          driver={driver}
          connectionId={connectionId}
          root={root}
          isLooking={isLooking}
          onLook={() => void look()}
          onChange={(next) => {
            setRoot(next);
            setFound(null);
            setTyped({});
          }}
        />
        {failure && (
          <Alert color="red" variant="light">
            {t("setup:template.browseFailed")}
          </Alert>
        )}
        <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md">
          {template.parameters.map((parameter) =>
            parameter.kind === "choice" ? (
              <Select
                key={parameter.key}
                label={t(`setup:templates.parameters.${parameter.key}.label`)}
                allowDeselect={false}
                data={parameter.choices.map((value) => ({
                  value,
                  label: t(`setup:templates.parameters.${parameter.key}.${value}`),
                }))}
                value={String(all[parameter.key])}
                onChange={(value) =>
                  setValues({ ...values, [parameter.key]: value ?? parameter.usual })
                }
              />
            ) : (
              <NumberInput
                key={parameter.key}
                label={t(`setup:templates.parameters.${parameter.key}.label`)}
                min={parameter.least}
                decimalSeparator={t("setup:decimalSign")}
                {...(parameter.unit === undefined ? {} : { suffix: ` ${parameter.unit}` })}
                value={all[parameter.key] as number | string}
                onChange={(value) => setValues({ ...values, [parameter.key]: value })}
              />
            ),
          )}
        </SimpleGrid>
        <TemplateTags
          template={template}
          machineCode={machine.code}
          addresses={addresses}
          found={found}
          refused={refused}
          onType={(suffix, address) => setTyped({ ...typed, [suffix]: address })}
        />
        {Object.entries(refused)
          .filter(([path]) => template.tags.every(({ suffix }) => suffix !== path))
          .map(([path, text]) => (
            <Alert key={path} color="red" variant="light">
              {`${path}: ${text}`}
            </Alert>
          ))}
        {missing.length > 0 && (
          <Text size="sm" c="dimmed">
            {t("setup:template.missing", {
              tags: missing.map((suffix) => t(`setup:templates.tags.${suffix}`)).join(", "),
            })}
          </Text>
        )}
        {machine.signals.state !== undefined && (
          <Alert color="yellow" variant="light">
            {t("setup:template.replaces")}
          </Alert>
        )}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t("form:cancel")}
          </Button>
          <Button disabled={missing.length > 0} loading={put.isPending} onClick={store}>
            {t("setup:template.store", {
              count: Object.values(addresses).filter((address) => address.trim() !== "").length,
            })}
          </Button>
        </Group>
      </Stack>
    </Drawer>
  );
}
