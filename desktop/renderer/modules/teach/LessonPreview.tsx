import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { ImportedTag } from "#shared/connections/connection-rows.ts";
import { machineState } from "#shared/machines/machine-state.ts";
import type { SignalRules } from "#shared/machines/signal-rules.ts";
import { useStripColours } from "#shared/ui/strip/strip-colours.ts";
import { StateStrip } from "#shared/ui/strip/StateStrip.tsx";
import { useApi } from "../../shell/ApiProvider.tsx";
import { useFormat } from "../../shell/use-format.ts";
import classes from "./teach.module.css";

const stripHeight = 28;

/** The recorded minutes as the proposed rules read them: states, counted parts, and the person's marks above. */
export function LessonPreview(props: {
  lessonId: string;
  tags: readonly ImportedTag[];
  signals: SignalRules;
}) {
  const { t } = useTranslation(["teach", "shell"]);
  const api = useApi();
  const format = useFormat();
  const colours = useStripColours();
  const { lessonId, tags, signals } = props;
  const preview = useQuery(
    api.teach.preview.queryOptions({
      input: { sessionId: lessonId, tags: [...tags], signals },
      placeholderData: keepPreviousData,
    }),
  );
  const data = preview.data;
  const [first, last] = [data?.states[0], data?.states.at(-1)];
  if (data === undefined || first === undefined || last === undefined) return null;
  const length = last.end - first.start;
  const left = (at: number) => `${((at - first.start) / length) * 100}%`;
  const spans = data.states.map(({ start, end, state }) => ({
    start,
    end,
    state: machineState.catch("unknown").parse(state),
    provenance: "measured" as const,
    cause: null,
  }));
  const inside = (at: number) => at >= first.start && at <= last.end;
  const isSame = data.total === data.markedParts;
  return (
    <figure className={classes.preview}>
      <figcaption>{t("teach:preview.title")}</figcaption>
      <div className={classes.ticks} data-row="marks" aria-hidden>
        {data.marks
          .filter(({ at }) => inside(at))
          .map((mark) => (
            <i key={mark.id} data-kind={mark.kind} style={{ insetInlineStart: left(mark.at) }} />
          ))}
      </div>
      <StateStrip
        spans={spans}
        now={last.end}
        lengthMs={length}
        height={stripHeight}
        colours={colours}
        label={spans.map(({ state }) => t(`shell:states.${state}`)).join(", ")}
      />
      <div className={classes.ticks} data-row="counts" aria-hidden>
        {data.counts
          .filter(({ at }) => inside(at))
          .map(({ at }, i) => (
            <i key={`${at}-${i}`} style={{ insetInlineStart: left(at) }} />
          ))}
      </div>
      <div className={classes.axis}>
        <span>{format.clockSeconds(first.start)}</span>
        <span>{format.clockSeconds(last.end)}</span>
      </div>
      <p className={classes.verdict} data-same={isSame || undefined}>
        {t("teach:preview.counted", { counted: data.total, marked: data.markedParts })}
      </p>
    </figure>
  );
}
