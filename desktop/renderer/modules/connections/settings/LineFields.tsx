import { ActionIcon, Autocomplete, Select, Text } from "@mantine/core";
import { IconRefresh } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { SerialPortRow } from "#shared/connections/connection-rows.ts";
import { baudRates } from "#shared/connections/serial-line.ts";
import { useApi } from "../../../shell/ApiProvider.tsx";
import type { FieldsProps } from "./fields-props.ts";
import type { LineValues } from "./line-values.ts";
import classes from "./settings.module.css";

const dataBits = [7, 8] as const;
const parities = ["none", "even", "odd"] as const;
const stopBits = [1, 2] as const;

/** A serial port of this PC, by its stable name, and how characters travel on it. */
export function LineFields(props: FieldsProps<LineValues>) {
  const { t } = useTranslation("connection-setup");
  const api = useApi();
  const { values, change, field } = props;
  const query = useQuery(api.connections.serialPorts.queryOptions({ staleTime: 5_000 }));
  const ports = query.data?.ports ?? [];
  const port = ports.find((one) => one.path === values.path || one.device === values.path);
  const path = field("path");
  return (
    <>
      <div className={classes.beside}>
        <Autocomplete
          label={t("line.port.label")}
          description={t("line.port.hint")}
          placeholder="/dev/serial/by-id/usb-…"
          spellCheck={false}
          data={ports.map((one) => one.path)}
          renderOption={({ option }) => (
            <PortOption port={ports.find((one) => one.path === option.value)} />
          )}
          // All ports stay on offer while one is in the field.
          filter={({ options }) => options}
          comboboxProps={{ middlewares: { flip: true } }}
          {...path}
        />
        <ActionIcon
          variant="default"
          size={36}
          aria-label={t("line.port.refresh")}
          title={t("line.port.refresh")}
          loading={query.isFetching}
          onClick={() => void query.refetch()}
        >
          <IconRefresh size={18} />
        </ActionIcon>
      </div>
      <PortNote port={port} hasPorts={ports.length > 0} isKnown={query.data !== undefined} />
      <div className={classes.row}>
        <Select
          label={t("line.baudRate")}
          allowDeselect={false}
          data={baudRates.map(String)}
          value={String(values.baudRate)}
          onChange={(value) => {
            const baudRate = baudRates.find((one) => String(one) === value);
            if (baudRate !== undefined) change({ baudRate });
          }}
        />
        <Select
          label={t("line.dataBits")}
          allowDeselect={false}
          data={dataBits.map(String)}
          value={String(values.dataBits)}
          onChange={(value) => {
            const bits = dataBits.find((one) => String(one) === value);
            if (bits !== undefined) change({ dataBits: bits });
          }}
        />
        <Select
          label={t("line.parity")}
          allowDeselect={false}
          data={parities.map((value) => ({ value, label: t(`line.parities.${value}`) }))}
          value={values.parity}
          onChange={(value) => {
            const parity = parities.find((one) => one === value);
            if (parity !== undefined) change({ parity });
          }}
        />
        <Select
          label={t("line.stopBits")}
          allowDeselect={false}
          data={stopBits.map(String)}
          value={String(values.stopBits)}
          onChange={(value) => {
            const bits = stopBits.find((one) => String(one) === value);
            if (bits !== undefined) change({ stopBits: bits });
          }}
        />
      </div>
    </>
  );
}

function PortOption(props: { port: SerialPortRow | undefined }) {
  const { t } = useTranslation("connection-setup");
  const { port } = props;
  if (port === undefined) return null;
  const facts = [port.device, port.manufacturer, port.serialNumber].filter((one) => one !== null);
  return (
    <span className={classes.choiceText}>
      <span className={classes.mono}>{port.path}</span>
      <small>
        {facts.join(" · ")}
        {port.heldBy !== null && ` · ${t("line.port.heldBy", { who: port.heldBy })}`}
      </small>
    </span>
  );
}

function PortNote(props: { port: SerialPortRow | undefined; hasPorts: boolean; isKnown: boolean }) {
  const { t } = useTranslation("connection-setup");
  const { port, hasPorts, isKnown } = props;
  if (port !== undefined && port.heldBy !== null)
    return (
      <Text size="sm" className={classes.warn!}>
        {t("line.port.held", { who: port.heldBy })}
      </Text>
    );
  if (isKnown && !hasPorts)
    return (
      <Text size="sm" c="dimmed">
        {t("line.port.none")}
      </Text>
    );
  return null;
}
