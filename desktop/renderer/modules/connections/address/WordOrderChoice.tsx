import { Radio, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { ConnectionRow } from "#shared/connections/connection-rows.ts";
import { decodeRegisters } from "#shared/connections/modbus/decode-value.ts";
import {
  parseModbusAddress,
  wordOrders,
  type WordOrder,
} from "#shared/connections/modbus/modbus-address.ts";
import type { Id } from "#shared/kernel/id.ts";
import { useApi } from "../../../shell/ApiProvider.tsx";
import settings from "../settings/settings.module.css";
import { useValueText } from "../tags/LiveCells.tsx";
import { modbusAddressText, registerCount, type ModbusParts } from "./modbus-parts.ts";

const refetchMs = 1_500;
/** A look at the device gives so many registers at once. */
const mostRegisters = 32;

/** What the registers mean in each order of words and bytes, live: the one that makes sense is the right one. */
export function WordOrderChoice(props: {
  connection: ConnectionRow;
  parts: ModbusParts;
  onChoose: (order: WordOrder) => void;
}) {
  const { t } = useTranslation("connections");
  const api = useApi();
  const { connection, parts, onChoose } = props;
  const count = registerCount(parts);
  const isReadable =
    isAddress(modbusAddressText({ ...parts, scale: "1", offset: "0" })) && count <= mostRegisters;
  const look = useQuery(
    api.connections.browse.queryOptions({
      input: {
        id: connection.id as Id<"connection">,
        address: `${parts.unit}/${parts.table}/${parts.register}`,
      },
      enabled: isReadable,
      refetchInterval: refetchMs,
      retry: false,
    }),
  );
  if (!isReadable) return null;
  const words = (look.data?.nodes ?? [])
    .slice(0, count)
    .flatMap(({ value }) => (typeof value === "number" ? [value] : []));
  return (
    <Radio.Group
      label={t("modbus.order.title")}
      description={t(count > 1 ? "modbus.order.text" : "modbus.order.single")}
      value={parts.order}
      onChange={(value) => {
        const order = wordOrders.find((one) => one === value);
        if (order !== undefined) onChoose(order);
      }}
    >
      {look.error !== null && (
        <Text size="sm" className={settings.warn!} mt={6}>
          {t("modbus.order.unread")}
        </Text>
      )}
      <div className={settings.choices}>
        {wordOrders.map((order) => (
          <Radio.Card key={order} value={order} className={settings.choice!}>
            <Radio.Indicator />
            <span className={settings.choiceText}>
              <b>{order}</b>
              <small>{t(`modbus.order.names.${order}`)}</small>
            </span>
            <Reading parts={{ ...parts, order }} words={words.length === count ? words : null} />
          </Radio.Card>
        ))}
      </div>
    </Radio.Group>
  );
}

function Reading(props: { parts: ModbusParts; words: readonly number[] | null }) {
  const text = useValueText();
  const address = modbusAddressText(props.parts);
  if (props.words === null || !isAddress(address))
    return <span className={settings.reading}>–</span>;
  const value = decodeRegisters(parseModbusAddress(address).value, props.words);
  return (
    <span className={settings.reading}>
      {text(typeof value === "bigint" ? value.toString() : value)}
    </span>
  );
}

function isAddress(text: string): boolean {
  try {
    parseModbusAddress(text);
    return true;
  } catch {
    return false;
  }
}
