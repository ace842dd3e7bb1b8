import { permissions } from "#shared/access/permissions.ts";
import { checkoutFiles, isTest } from "./checkout-files.ts";
import { parseSource } from "./parsed-source.ts";

/** A string of the page's code that is, or may be, the key of a text. */
export interface UsedText {
  readonly file: string;
  /** Namespaces the key may belong to; empty = any. */
  readonly namespaces: readonly string[];
  /** As written, with `*` for parts that are known only when the code runs. */
  readonly key: string;
  /** Fits every key the code can mean; a plural form is meant by its stem. */
  readonly pattern: RegExp;
  /** Certainly a key and not any other string that looks like one. */
  readonly isCertain: boolean;
}

interface Node {
  readonly type: string;
  readonly [property: string]: unknown;
}

const isNode = (value: unknown): value is Node =>
  typeof value === "object" && value !== null && typeof (value as Node)["type"] === "string";

const children = (node: Node): Node[] =>
  Object.values(node).flatMap((value) =>
    Array.isArray(value) ? value.filter(isNode) : isNode(value) ? [value] : [],
  );

/** The text of a string or template literal, `*` for each `${…}`. */
function textOfLiteral(node: Node): string | undefined {
  if (node.type === "Literal") return typeof node["value"] === "string" ? node["value"] : undefined;
  if (node.type !== "TemplateLiteral") return undefined;
  const quasis = node["quasis"] as readonly { value: { cooked: string } }[];
  return quasis.map(({ value }) => value.cooked).join("*");
}

/** The literals an expression can give: both branches of a choice, never its condition. */
function outcomes(node: unknown): Node[] {
  if (!isNode(node)) return [];
  if (node.type === "ConditionalExpression")
    return [...outcomes(node["consequent"]), ...outcomes(node["alternate"])];
  if (node.type === "LogicalExpression")
    return [...outcomes(node["left"]), ...outcomes(node["right"])];
  if (/^(?:TS\w+|Parenthesized)Expression$/.test(node.type)) return outcomes(node["expression"]);
  return textOfLiteral(node) === undefined ? [] : [node];
}

const calls = (node: Node, name: string): boolean => {
  const callee = node["callee"];
  if (node.type !== "CallExpression" || !isNode(callee)) return false;
  const named = callee.type === "MemberExpression" ? callee["property"] : callee;
  return isNode(named) && named.type === "Identifier" && named["name"] === name;
};

const pluralEnding = "(?:_(?:zero|one|two|few|many|other))?";

const patternOf = (key: string): RegExp =>
  new RegExp(
    `^${key
      .split("*")
      .map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, String.raw`\$&`))
      .join(String.raw`[\w.-]+`)}${pluralEnding}$`,
  );

function textsOf(file: string, known: readonly string[]): UsedText[] {
  const literals: Node[] = [];
  const translated = new Set<Node>();
  const named: string[] = [];
  const visit = (node: Node): void => {
    const [first] = (node["arguments"] as unknown[] | undefined) ?? [];
    if (calls(node, "t")) for (const key of outcomes(first)) translated.add(key);
    if (calls(node, "useTranslation")) {
      const inside = isNode(first) && first.type === "ArrayExpression" ? children(first) : [first];
      named.push(...inside.map((name) => (isNode(name) && textOfLiteral(name)) || "shell"));
    }
    if (textOfLiteral(node) !== undefined) literals.push(node);
    children(node).forEach(visit);
  };
  visit(parseSource(file).program() as unknown as Node);

  return literals.flatMap((literal): UsedText[] => {
    const key = textOfLiteral(literal)!;
    const [namespace, ...rest] = key.split(":");
    const isPrefixed =
      rest.length > 0 &&
      known.includes(namespace!) &&
      !permissions.some((permission) => permission === key);
    if (!isPrefixed && (rest.length > 0 || !/^[\w.*-]*[a-zA-Z][\w.*-]*$/.test(key))) return [];
    return [
      {
        file,
        namespaces: isPrefixed ? [namespace!] : [...new Set(named)],
        key,
        pattern: patternOf(isPrefixed ? rest.join(":") : key),
        isCertain: isPrefixed || translated.has(literal),
      },
    ];
  });
}

/** Every string of the page's code that is, or may be, the key of a text in one of the known namespaces. */
export const usedTexts = (known: readonly string[]): UsedText[] =>
  ["desktop/renderer", "shared/ui"]
    .flatMap((folder) => checkoutFiles(folder))
    .filter((file) => /\.tsx?$/.test(file) && !isTest(file))
    .flatMap((file) => textsOf(file, known));
