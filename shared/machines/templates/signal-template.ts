import type { z } from "zod";
import type { DriverKind } from "../../connections/connection-settings.ts";
import type { ImportedTag } from "../../connections/connection-rows.ts";
import type { TagClass } from "../../connections/tag.ts";
import type { MachineKind } from "../machine-kind.ts";
import { signalRules, type SignalRules } from "../signal-rules.ts";

/** Where a tag of a template usually lies, for each kind of driver that can have it. */
export interface UsualPlace {
  /** OPC UA: names to follow from the machine's node, divided by `/`; the first path that exists is taken. */
  readonly paths?: readonly string[];
  /** OPC UA: the element and field inside the value, e.g. `#[0].Count`. */
  readonly element?: string;
  /** Modbus: registers (or coils) after the first one of the machine. */
  readonly modbus?: {
    readonly table: "holding" | "coil";
    readonly offset: number;
    readonly type: string;
  };
  /** Serial telegrams: name of the field. Simulated machines: name of the signal. */
  readonly field?: string;
}

export interface TemplateTag {
  /** Ending of the tag's code and key of its name in the locale texts. */
  readonly suffix: string;
  readonly class: TagClass;
  readonly isOptional?: true;
  readonly unit?: string;
  /** Every change, for signals that are short. */
  readonly samplingMs?: number;
  readonly place: UsualPlace;
}

/** What else a person says about the machine. `key` names its label and hint in the locale texts. */
export type TemplateParameter =
  | {
      readonly key: string;
      readonly kind: "number";
      readonly usual: number;
      readonly least: number;
      readonly unit?: string;
    }
  | {
      readonly key: string;
      readonly kind: "choice";
      readonly usual: string;
      readonly choices: readonly string[];
    };

export type ParameterValues = Readonly<Record<string, number | string>>;

/** Tag code for a suffix; undefined when the person left an optional tag out. */
export type CodeOf = (suffix: string) => string | undefined;

/**
 * A class of machines: which tags they have, where those usually lie, and the rules that read them. A pure value; ids
 * and suffixes are keys of locale texts and never change.
 */
export interface SignalTemplate {
  readonly id: string;
  readonly drivers: readonly DriverKind[];
  /** Kinds of machine that usually go by it. */
  readonly kinds: readonly MachineKind[];
  readonly parameters: readonly TemplateParameter[];
  readonly tags: readonly TemplateTag[];
  /** A sentence of the locale texts that people must read before they use it. */
  readonly hasWarning?: true;
  readonly rules: (code: CodeOf, values: ParameterValues) => z.input<typeof signalRules>;
}

/** The code of a tag that the template cannot do without. */
export function needed(code: CodeOf, suffix: string): string {
  const found = code(suffix);
  if (found === undefined) throw new Error(`the template cannot do without "${suffix}"`);
  return found;
}

/** `{ [key]: code }` for an optional tag, nothing when it was left out. */
export const optional = <Key extends string>(
  key: Key,
  code: string | undefined,
): Partial<Record<Key, string>> =>
  code === undefined ? {} : ({ [key]: code } as Partial<Record<Key, string>>);

export const numberValue = (values: ParameterValues, key: string): number => Number(values[key]);

/** What a template needs to become tags and rules. */
export interface TemplateChoice {
  readonly machineCode: string;
  readonly values: ParameterValues;
  /** Suffix → address. A tag without one is left out; only optional ones may be. */
  readonly addresses: Readonly<Record<string, string>>;
  readonly nameOf: (suffix: string) => string;
}

/** `PRESS-5` and `state` give `press-5.state`. */
export const templateTagCode = (machineCode: string, suffix: string): string =>
  `${machineCode.toLowerCase()}.${suffix}`;

/** The usual values of a template's parameters. */
export const usualValues = (template: SignalTemplate): ParameterValues =>
  Object.fromEntries(template.parameters.map(({ key, usual }) => [key, usual]));

/** Suffixes of tags that the template cannot do without and that have no address yet. */
export const missingAddresses = (
  template: SignalTemplate,
  addresses: TemplateChoice["addresses"],
): string[] =>
  template.tags
    .filter((tag) => tag.isOptional !== true && (addresses[tag.suffix] ?? "").trim() === "")
    .map(({ suffix }) => suffix);

/**
 * Tags and rules of one machine, as one command stores them. Throws when a needed tag has no address: ask
 * `missingAddresses` first.
 */
export function applyTemplate(
  template: SignalTemplate,
  choice: TemplateChoice,
): { readonly tags: ImportedTag[]; readonly signals: SignalRules } {
  const chosen = template.tags.filter(
    ({ suffix }) => (choice.addresses[suffix] ?? "").trim() !== "",
  );
  const suffixes = new Set(chosen.map(({ suffix }) => suffix));
  const code: CodeOf = (suffix) =>
    suffixes.has(suffix) ? templateTagCode(choice.machineCode, suffix) : undefined;
  const values = { ...usualValues(template), ...choice.values };
  return {
    tags: chosen.map((tag) => ({
      code: templateTagCode(choice.machineCode, tag.suffix),
      name: choice.nameOf(tag.suffix),
      address: choice.addresses[tag.suffix]!.trim(),
      class: tag.class,
      unit: tag.unit ?? null,
      deadband: null,
      deadbandKind: "absolute",
      span: null,
      samplingMs: tag.samplingMs ?? null,
    })),
    signals: signalRules.parse(template.rules(code, values)),
  };
}
