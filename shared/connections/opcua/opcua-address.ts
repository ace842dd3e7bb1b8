/**
 * How a tag on an OPC UA server is addressed. Two forms:
 *
 *     <node>[#<path>]                                      a value, or one element of it
 *     event:<notifier node>?type=<event type node>&field=<browse path>   one field of the events of a type
 *
 * Nodes are stored by namespace URI, because indexes move when a server is rebuilt: `nsu=<URI>;s=…`, standard nodes
 * `ns=0;i=…` (OPC UA Part 6, 5.3.1.10). A path takes an element of an array or matrix and a member of a structure:
 * `#[0].Count`, `#[2,1]`, `#.Status`. A browse path is names of namespace 0, or `nsu=<URI>;<name>`, divided by `/`.
 */

/** `namespaceUri` null = namespace 0, the one of the standard. */
export interface NodeAddress {
  readonly namespaceUri: string | null;
  /** `i=…`, `s=…`, `g=…` or `b=…`. */
  readonly identifier: string;
}

/** An element by its indexes (one per dimension), or a member of a structure by its name. */
export type PathStep =
  | { readonly kind: "element"; readonly indexes: readonly number[] }
  | { readonly kind: "member"; readonly name: string };

/** A name as servers give it. `namespaceUri` null = namespace 0. */
export interface BrowseName {
  readonly namespaceUri: string | null;
  readonly name: string;
}

export type OpcuaAddress =
  | {
      readonly kind: "value";
      readonly node: NodeAddress;
      /** Empty = the value itself. */
      readonly path: readonly PathStep[];
    }
  | {
      readonly kind: "event";
      readonly notifier: NodeAddress;
      readonly type: NodeAddress;
      readonly field: readonly BrowseName[];
    };

/** Why a text is no address. */
export type AddressError = "node" | "notifier" | "event_type" | "event_field";

export type ParsedAddress =
  | { readonly ok: true; readonly address: OpcuaAddress }
  | { readonly ok: false; readonly error: AddressError };

/** BaseEventType: every event. */
const baseEventType: NodeAddress = { namespaceUri: null, identifier: "i=2041" };
const eventScheme = "event:";

const identifierForm =
  /^(i=\d{1,10}|s=.+|g=[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}|b=[A-Za-z0-9+/]+={0,2})$/s;
const indexForm = String.raw`\[\d{1,9}(?:,\d{1,9})*\]`;
const memberForm = String.raw`\.[\p{L}_][\p{L}\p{N}_]*`;
const pathForm = new RegExp(`#((?:${indexForm}|${memberForm})+)$`, "u");

/** Reads a tag's address. An identifier may hold `#` itself: only `#[…]` or `#.name` at the end is a path. */
export function parseOpcuaAddress(text: string): ParsedAddress {
  if (text.startsWith(eventScheme)) return parseEvent(text.slice(eventScheme.length));
  const found = pathForm.exec(text);
  const node = parseNodeAddress(found === null ? text : text.slice(0, found.index));
  if (node === null) return { ok: false, error: "node" };
  return { ok: true, address: { kind: "value", node, path: stepsOf(found?.[1] ?? "") } };
}

/** The text of an address, as `parseOpcuaAddress` reads it. */
export function formatOpcuaAddress(address: OpcuaAddress): string {
  switch (address.kind) {
    case "value": {
      const path = address.path.map((step) =>
        step.kind === "element" ? `[${step.indexes.join(",")}]` : `.${step.name}`,
      );
      return formatNodeAddress(address.node) + (path.length > 0 ? `#${path.join("")}` : "");
    }
    case "event": {
      const part = (text: string): string => escaped(text, "%?&");
      const field = address.field.map(formatBrowseName).join("/");
      const type = part(formatNodeAddress(address.type));
      return `${eventScheme}${part(formatNodeAddress(address.notifier))}?type=${type}&field=${part(field)}`;
    }
    default:
      return address satisfies never;
  }
}

/** Reads `nsu=<URI>;s=…`, `ns=0;i=…` or `i=…`; null when the text is none of these. In the URI `%3B` is `;` and `%25` is `%`. */
export function parseNodeAddress(text: string): NodeAddress | null {
  const standard = /^(?:ns=0;)?(i=\d{1,10})$/.exec(text);
  if (standard?.[1]) return { namespaceUri: null, identifier: standard[1] };
  const stored = /^nsu=([^;]+);(.+)$/s.exec(text);
  if (!stored?.[1] || !stored[2] || !identifierForm.test(stored[2])) return null;
  return { namespaceUri: unescaped(stored[1]), identifier: stored[2] };
}

export const formatNodeAddress = ({ namespaceUri, identifier }: NodeAddress): string =>
  namespaceUri === null ? `ns=0;${identifier}` : `nsu=${escaped(namespaceUri, "%;")};${identifier}`;

function parseEvent(text: string): ParsedAddress {
  const [notifierText = "", query = "", ...surplus] = text.split("?");
  const notifier = parseNodeAddress(unescaped(notifierText));
  if (notifier === null) return { ok: false, error: "notifier" };
  const parts = new Map(
    query.split("&").map((part): [string, string] => {
      const [name = "", ...value] = part.split("=");
      return [name, unescaped(value.join("="))];
    }),
  );
  const typeText = parts.get("type");
  const type = typeText === undefined ? baseEventType : parseNodeAddress(typeText);
  if (type === null) return { ok: false, error: "event_type" };
  const field = parseBrowsePath(parts.get("field") ?? "");
  const isKnown = [...parts.keys()].every((name) => name === "type" || name === "field");
  if (field === null || !isKnown || surplus.length > 0) return { ok: false, error: "event_field" };
  return { ok: true, address: { kind: "event", notifier, type, field } };
}

function parseBrowsePath(text: string): BrowseName[] | null {
  const names = text.split("/").map((part): BrowseName => {
    const stored = /^nsu=([^;]+);(.*)$/s.exec(part);
    return stored
      ? { namespaceUri: unescaped(stored[1] ?? ""), name: unescaped(stored[2] ?? "") }
      : { namespaceUri: null, name: unescaped(part) };
  });
  return names.every(({ name }) => name !== "") ? names : null;
}

function formatBrowseName({ namespaceUri, name }: BrowseName): string {
  const own = escaped(name, "%/");
  return namespaceUri === null ? own : `nsu=${escaped(namespaceUri, "%;/")};${own}`;
}

function stepsOf(path: string): PathStep[] {
  const found = path.match(new RegExp(`${indexForm}|${memberForm}`, "gu")) ?? [];
  return found.map((step) =>
    step.startsWith("[")
      ? { kind: "element", indexes: step.slice(1, -1).split(",").map(Number) }
      : { kind: "member", name: step.slice(1) },
  );
}

/** Writes the given characters as `%` and two hex digits. `%` must be one of them. */
const escaped = (text: string, characters: string): string =>
  [...text]
    .map((one) =>
      characters.includes(one)
        ? `%${one.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`
        : one,
    )
    .join("");

const unescaped = (text: string): string =>
  text.replaceAll(/%(25|26|2F|3B|3F)/gi, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
