import { tagsOf, type SignalRules } from "../machines/signal-rules.ts";

export interface ConfigIssue {
  /** Where: `machines.3.signals.state.running`. */
  readonly path: string;
  readonly message: string;
}

interface Coded {
  readonly code: string;
}

/** The part of a configuration that gives and uses names. `''` stands for a code that cannot be read. */
export interface NamedConfig {
  readonly connections: readonly Coded[];
  readonly shiftPatterns: readonly Coded[];
  readonly products: readonly Coded[];
  readonly reasons: readonly (Coded & {
    readonly parent?: string | undefined;
    readonly machines?: readonly string[] | undefined;
  })[];
  readonly machines: readonly (Coded & {
    readonly connection?: string | undefined;
    readonly shiftPattern?: string | undefined;
    readonly tags: readonly Coded[];
    readonly signals: SignalRules;
    readonly idealCycles: readonly { readonly product: string; readonly validFrom?: unknown }[];
  })[];
}

function duplicates(path: string, codes: readonly string[]): ConfigIssue[] {
  return codes.flatMap((code, index) =>
    code !== "" && codes.indexOf(code) < index
      ? [{ path: `${path}.${index}.code`, message: `"${code}" stands here twice` }]
      : [],
  );
}

/** What zod cannot see: codes named twice and codes that name nothing. Reports every issue, not the first. */
export function checkConfig(config: NamedConfig): ConfigIssue[] {
  const codesOf = (rows: readonly { code: string }[]) => rows.map((row) => row.code);
  const connections = new Set(codesOf(config.connections));
  const patterns = new Set(codesOf(config.shiftPatterns));
  const products = new Set(codesOf(config.products));
  const reasons = new Set(codesOf(config.reasons));
  const issues = [
    ...duplicates("connections", codesOf(config.connections)),
    ...duplicates("shiftPatterns", codesOf(config.shiftPatterns)),
    ...duplicates("products", codesOf(config.products)),
    ...duplicates("reasons", codesOf(config.reasons)),
    ...duplicates("machines", codesOf(config.machines)),
  ];
  const mustExist = (
    path: string,
    code: string | undefined,
    known: ReadonlySet<string>,
    what: string,
  ) => {
    if (code !== undefined && code !== "" && !known.has(code))
      issues.push({ path, message: `names ${what} "${code}", which is not in this file` });
  };

  config.reasons.forEach((reason, index) =>
    mustExist(`reasons.${index}.parent`, reason.parent, reasons, "reason"),
  );

  const machines = new Set(codesOf(config.machines));
  config.reasons.forEach((reason, index) =>
    reason.machines?.forEach((code, at) =>
      mustExist(`reasons.${index}.machines.${at}`, code, machines, "machine"),
    ),
  );

  const parentOf = new Map(config.reasons.map((reason) => [reason.code, reason.parent]));
  config.reasons.forEach((reason, index) => {
    const above = new Set<string>();
    for (
      let code: string | undefined = reason.code;
      code !== undefined;
      code = parentOf.get(code)
    ) {
      if (above.has(code)) {
        issues.push({ path: `reasons.${index}.parent`, message: "makes a circle" });
        return;
      }
      above.add(code);
    }
  });

  const seenTags = new Set<string>();
  config.machines.forEach((machine, index) => {
    const path = `machines.${index}`;
    mustExist(`${path}.connection`, machine.connection, connections, "connection");
    mustExist(`${path}.shiftPattern`, machine.shiftPattern, patterns, "shift pattern");
    if (machine.tags.length > 0 && machine.connection === undefined) {
      issues.push({
        path: `${path}.connection`,
        message: "is needed because the machine has tags",
      });
    }
    const own = new Set(codesOf(machine.tags));
    machine.tags.forEach((tag, at) => {
      if (tag.code !== "" && seenTags.has(tag.code))
        issues.push({
          path: `${path}.tags.${at}.code`,
          message: `"${tag.code}" stands here twice`,
        });
      seenTags.add(tag.code);
    });
    for (const code of tagsOf(machine.signals)) {
      if (!own.has(code))
        issues.push({
          path: `${path}.signals`,
          message: `reads tag "${code}", which the machine does not have`,
        });
    }
    for (const [alarm, code] of Object.entries(machine.signals.alarm?.reasons ?? {})) {
      mustExist(`${path}.signals.alarm.reasons.${alarm}`, code, reasons, "reason");
    }
    machine.idealCycles.forEach((cycle, at) => {
      mustExist(`${path}.idealCycles.${at}.product`, cycle.product, products, "product");
      const same = machine.idealCycles.findIndex(
        (other) => other.product === cycle.product && other.validFrom === cycle.validFrom,
      );
      if (same < at)
        issues.push({
          path: `${path}.idealCycles.${at}.validFrom`,
          message: "stands here twice for the product",
        });
    });
  });
  return issues;
}
