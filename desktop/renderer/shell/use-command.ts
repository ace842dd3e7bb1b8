import type { GeneralUtils, ProcedureUtils } from "@orpc/tanstack-query";
import { notifications } from "@mantine/notifications";
import { useMutation, useQueryClient, type UseMutationResult } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ConnectionLost } from "./connection-lost.ts";
import { fieldErrorsOf, readFailure, type KnownRefusal } from "./failure.ts";
import { newIncident } from "./incident.ts";
import { failureText, ruleText } from "./refusal-text.ts";

interface CommandOptions<Output, Input> {
  /** After the engine has stored it. */
  readonly onDone?: (output: Output, input: Input) => void;
  /** Key of the words shown when it is done, e.g. `products:saved`. */
  readonly success?: string;
  /** A Mantine form whose fields get the errors the engine names. */
  readonly form?: { readonly setErrors: (errors: Record<string, string>) => void };
  /** Says a refusal in the caller's own way instead of by notification. */
  readonly onFailure?: (error: Error) => void;
  /** Fields of the input by the engine's path, when the form names them otherwise. */
  readonly fieldOf?: (path: string) => string;
  /** Looks at a refusal first; true = it is dealt with and nothing else is said (a stale edit opens its own dialog). */
  readonly onRefusal?: (refusal: KnownRefusal) => boolean;
}

export type Command<Output, Input> = UseMutationResult<Output, Error, Input> & {
  /** Field → words, of the last refusal; empty when it was not about fields. */
  readonly fieldErrors: Readonly<Record<string, string>>;
};

/** A command whose connection was lost is sent again under the same id, which the engine carries out once. */
const mostSends = 3;

/**
 * Runs a command of the contract: `const rename = useCommand(api.machines.update, { success: 'machines:saved' })`,
 * then `rename.mutate({ id, basedOn, name })`. Adds the command id, refreshes what the module shows, and says every
 * refusal in words: on the fields of `form` where the engine names fields, else as a notification with the way out.
 */
export function useCommand<Input, Output>(
  operation: Pick<ProcedureUtils<Record<never, never>, Input, Output, Error>, "call"> &
    GeneralUtils<Input>,
  options: CommandOptions<Output, Input> = {},
): Command<Output, Input> {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [fieldErrors, setFieldErrors] = useState<Record<string, string>>({});

  const mutation = useMutation<Output, Error, Input>({
    mutationFn: (input) => send(operation.call, { ...input, commandId: crypto.randomUUID() }),
    onMutate: () => setFieldErrors({}),
    onSuccess: async (output, input) => {
      const [path] = operation.key();
      await queries.invalidateQueries({ queryKey: [[path[0]]] });
      if (options.success !== undefined)
        notifications.show({ message: t(options.success), color: "accent" });
      options.onDone?.(output, input);
    },
    onError: (error) => {
      const failure = readFailure(error);
      if (failure.kind === "refusal" && options.onRefusal?.(failure) === true) return;
      const fieldOf = options.fieldOf ?? ((path: string) => path);
      const errors = Object.fromEntries(
        Object.entries(fieldErrorsOf(failure)).map(([path, message]) => [
          fieldOf(path),
          ruleText(message, t),
        ]),
      );
      if (failure.kind === "refusal" && failure.code === "DUPLICATE") {
        errors[fieldOf(failure.data.field)] = failureText(failure, t).text;
      }
      setFieldErrors(errors);
      if (options.form !== undefined && Object.keys(errors).length > 0) {
        options.form.setErrors(errors);
        return;
      }
      if (options.onFailure !== undefined) {
        options.onFailure(error);
        return;
      }
      const words = failureText(
        failure.kind === "bug"
          ? { ...failure, incident: failure.incident ?? newIncident(error) }
          : failure,
        t,
      );
      const incident =
        words.incident === null ? "" : t("shell:failure.incident", { incident: words.incident });
      notifications.show({
        title: words.title,
        message: [words.text, words.wayOut, incident].filter((line) => line !== "").join("\n"),
        color: "red",
        autoClose: 12_000,
        style: { whiteSpace: "pre-line" },
      });
    },
  });
  return { ...mutation, fieldErrors };
}

async function send<Input, Output>(
  call: (input: Input) => Promise<Output>,
  input: Input,
): Promise<Output> {
  for (let sends = 1; ; sends++) {
    try {
      return await call(input);
    } catch (error) {
      if (!(error instanceof ConnectionLost) || sends === mostSends) throw error;
    }
  }
}
