import type { FieldReading } from "#shared/connections/serial/telegram-reading.ts";
import type { TagValue } from "#shared/machines/sample.ts";
import type { BrowseNode } from "../driver.ts";
import { rawAddress } from "./tag-samples.ts";

/** OPC UA's names for the types, as the other drivers use them. */
const typeOf = (value: TagValue): string | null => {
  switch (typeof value) {
    case "number":
      return "Double";
    case "bigint":
      return "Int64";
    case "boolean":
      return "Boolean";
    case "string":
      return "String";
    default:
      return null;
  }
};

/** What a line says, for people to pick from. */
export interface LineView {
  readonly fields: ReadonlyMap<string, FieldReading>;
  /** Newest first, escaped. */
  readonly recent: readonly string[];
  /** Newest characters that may make no telegram, escaped. */
  readonly newest: string;
  readonly receivedAt: number | null;
}

/** Each field of the newest telegram with its value, and `raw`: the newest telegrams as they came, newest first. */
export function browseFields({ fields, recent, newest, receivedAt }: LineView): BrowseNode[] {
  const node = (address: string, value: TagValue, status: number | null): BrowseNode => ({
    address,
    name: address,
    kind: "variable",
    dataType: typeOf(value),
    value,
    status,
    sourceTime: receivedAt,
    hasChildren: false,
  });
  const lines = recent.length > 0 ? recent : newest === "" ? [] : [newest];
  return [
    ...[...fields].map(([name, field]) => node(name, field.value, field.status)),
    node(rawAddress, lines.length === 0 ? null : lines.join("\n"), lines.length === 0 ? null : 0),
  ];
}
