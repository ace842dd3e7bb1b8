import { Autocomplete, Button, Textarea } from "@mantine/core";
import type { GetInputPropsReturnType } from "@mantine/form";
import { IconListTree } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { fieldNames } from "#shared/connections/address-rule.ts";
import type { BrowseNodeRow, ConnectionRow } from "#shared/connections/connection-rows.ts";
import type { SerialSettings } from "#shared/connections/serial-settings.ts";
import type { Id } from "#shared/kernel/id.ts";
import { useApi } from "../../../shell/ApiProvider.tsx";
import settings from "../settings/settings.module.css";
import { useValueText } from "../tags/LiveCells.tsx";
import { ModbusAddressFields } from "./ModbusAddressFields.tsx";
import { NodePicker } from "./NodePicker.tsx";

interface AddressFieldProps {
  readonly connection: ConnectionRow;
  readonly address: string;
  readonly onAddress: (address: string) => void;
  readonly input: GetInputPropsReturnType;
}

/** Where a tag's value lies, with the help that fits the kind of connection. */
export function AddressField(props: AddressFieldProps) {
  const { t } = useTranslation("connections");
  const { connection, address, onAddress, input } = props;
  const kind = connection.settings.driver;
  switch (kind) {
    case "modbus":
      return (
        <>
          <ModbusAddressFields connection={connection} address={address} onAddress={onAddress} />
          <AddressText input={input} placeholder="1/holding/100/uint32?order=CDAB" kind={kind} />
        </>
      );
    case "serial":
      return <TelegramField {...props} settings={connection.settings} />;
    case "opcua":
    case "simulated":
      return (
        <>
          <AddressText
            input={input}
            placeholder={kind === "opcua" ? "nsu=urn:vendor:machine;s=Counter" : "state"}
            kind={kind}
          />
          <PickButton connection={connection} onPick={(node) => onAddress(node.address)}>
            {t("tags.pickAddress")}
          </PickButton>
        </>
      );
    default:
      return kind satisfies never;
  }
}

function AddressText(props: {
  input: GetInputPropsReturnType;
  placeholder: string;
  kind: "opcua" | "modbus" | "simulated";
}) {
  const { t } = useTranslation("connections");
  return (
    <Textarea
      label={t("tags.address")}
      description={t(`tags.addressHints.${props.kind}`)}
      autosize
      spellCheck={false}
      classNames={{ input: settings.mono! }}
      placeholder={props.placeholder}
      {...props.input}
    />
  );
}

function PickButton(props: {
  connection: ConnectionRow;
  onPick: (node: BrowseNodeRow) => void;
  children: string;
}) {
  const [isPicking, setPicking] = useState(false);
  const { connection, onPick } = props;
  if (connection.link !== "live") return null;
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconListTree size={16} />}
        style={{ alignSelf: "flex-start" }}
        onClick={() => setPicking(true)}
      >
        {props.children}
      </Button>
      {isPicking && (
        <NodePicker
          connection={connection}
          onClose={() => setPicking(false)}
          onPick={(node) => {
            onPick(node);
            setPicking(false);
          }}
        />
      )}
    </>
  );
}

const refetchMs = 1_500;

/** A field of the telegram, with what it says right now. */
function TelegramField(props: AddressFieldProps & { settings: SerialSettings }) {
  const { t } = useTranslation("connections");
  const api = useApi();
  const text = useValueText();
  const { connection } = props;
  const live = useQuery(
    api.connections.browse.queryOptions({
      input: { id: connection.id as Id<"connection">, address: null },
      enabled: connection.link === "live",
      refetchInterval: refetchMs,
      retry: false,
    }),
  );
  const names = [
    ...new Set([
      ...(live.data?.nodes.map(({ address }) => address) ?? []),
      ...fieldNames(props.settings.telegram),
    ]),
  ];
  const valueOf = (name: string) => live.data?.nodes.find(({ address }) => address === name)?.value;
  return (
    <Autocomplete
      label={t("tags.field")}
      description={t("tags.fieldHint")}
      data={names.filter((name) => name !== "raw")}
      filter={({ options }) => options}
      spellCheck={false}
      renderOption={({ option }) => (
        <span className={settings.choiceText}>
          <span className={settings.mono}>{option.value}</span>
          <small>{text(valueOf(option.value) ?? null)}</small>
        </span>
      )}
      {...props.input}
    />
  );
}
