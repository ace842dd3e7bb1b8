import type { TFunction } from "i18next";
import { builtInRule } from "./built-in-rule.ts";
import type { Failure, KnownRefusal } from "./failure.ts";

/** A failure in words: what happened, and what can be done about it. */
export interface FailureText {
  readonly title: string;
  readonly text: string;
  /** The way out; empty when there is none beyond the text. */
  readonly wayOut: string;
  readonly incident: string | null;
}

/** `must have at least 8 characters` → `must-have-at-least-8-characters`: key of a rule's translation. */
export const ruleKey = (message: string): string =>
  message
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");

/**
 * A rule of the shared schemas in the person's language; a rule nobody translated stays as it was written. Names that
 * stand in quotes are taken out, so that `reads tag "a.b", which …` has one translation for every tag.
 */
export function ruleText(message: string, t: TFunction): string {
  const builtIn = builtInRule(message);
  if (builtIn !== null) return t(`form:rules.${builtIn.key}`, { count: builtIn.bound ?? 0 });
  const names = Array.from(message.matchAll(/"([^"]*)"/g), (match) => match[1]);
  const key = ruleKey(message.replace(/"[^"]*"/g, "x"));
  return t(`shell:rules.${key}`, { defaultValue: message, first: names[0], second: names[1] });
}

const entityText = (entity: string, t: TFunction): string =>
  t(`shell:entities.${entity.replaceAll("-", "_")}`, { defaultValue: entity });

/** Says a failure in the person's language. */
export function failureText(failure: Failure, t: TFunction): FailureText {
  switch (failure.kind) {
    case "lost":
      return words("lost", t);
    case "bug":
      return { ...words("bug", t), incident: failure.incident };
    case "refusal":
      return refusalText(failure, t);
    default:
      return failure satisfies never;
  }
}

function words(key: string, t: TFunction, values: Record<string, unknown> = {}): FailureText {
  return {
    title: t(`shell:failure.${key}.title`, values),
    text: t(`shell:failure.${key}.text`, values),
    wayOut: t(`shell:failure.${key}.wayOut`, values),
    incident: null,
  };
}

function refusalText(refusal: KnownRefusal, t: TFunction): FailureText {
  switch (refusal.code) {
    case "UNAUTHENTICATED": {
      const minutes = Math.max(1, Math.ceil((refusal.data.retryAfterMs ?? 60_000) / 60_000));
      return words(`unauthenticated.${refusal.data.reason}`, t, { count: minutes });
    }
    case "FORBIDDEN":
      return words("forbidden", t, {
        permission: t(`shell:permissions.${refusal.data.permission.replace(":", "_")}`, {
          defaultValue: refusal.data.permission,
        }),
      });
    case "NOT_FOUND":
      return words("notFound", t, { entity: entityText(refusal.data.entity, t) });
    case "STALE":
      return words("stale", t, { entity: entityText(refusal.data.entity, t) });
    case "DUPLICATE":
      return words("duplicate", t, {
        entity: entityText(refusal.data.entity, t),
        value: refusal.data.value,
      });
    case "INVALID": {
      const list = refusal.data.issues.map(
        (issue) => (issue.path === "" ? "" : `${issue.path}: `) + ruleText(issue.message, t),
      );
      const general = words("invalid", t);
      return list.length === 0 ? general : { ...general, text: list.join("\n") };
    }
    case "IN_USE": {
      const uses = refusal.data.uses
        .map((use) => `${use.count} × ${entityText(use.entity, t)}`)
        .join(", ");
      return words("inUse", t, { entity: entityText(refusal.data.entity, t), uses });
    }
    case "OVERLAP":
      return words("overlap", t, {
        entity: entityText(refusal.data.entity, t),
        rows: refusal.data.rows.map(({ label }) => label).join(" · "),
      });
    case "NOT_NOW":
      return {
        ...words("notNow", t),
        text: t(`shell:notNow.${ruleKey(refusal.data.reason)}`, {
          defaultValue: refusal.data.reason,
        }),
      };
    case "UNREACHABLE":
      return {
        ...words("unreachable", t, { what: refusal.data.what }),
        text: refusal.data.reason,
        wayOut: refusal.data.hint ?? t("shell:failure.unreachable.wayOut"),
      };
    default:
      return refusal satisfies never;
  }
}
