import { useTranslation } from "react-i18next";
import { Callout } from "../../shell/Callout.tsx";
import { readFailure } from "../../shell/failure.ts";
import { failureText } from "../../shell/refusal-text.ts";
import { useHintText } from "./use-hint-text.ts";

/** What went wrong beside the thing that was tried, with what to try; smaller than a page's failure. */
export function FailureNote(props: { error: unknown }) {
  const { t } = useTranslation();
  const hint = useHintText();
  const failure = readFailure(props.error);
  const words = failureText(failure, t);
  const ownHint =
    failure.kind === "refusal" && failure.code === "UNREACHABLE" ? failure.data.hint : undefined;
  return (
    <Callout tone="alarm" title={words.title}>
      <span>{words.text}</span>
      <span>{ownHint === undefined ? words.wayOut : hint(ownHint)}</span>
    </Callout>
  );
}
