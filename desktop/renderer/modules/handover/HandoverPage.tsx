import { Anchor, Button, Group } from "@mantine/core";
import { IconChevronLeft, IconChevronRight, IconPrinter } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { idOf } from "#shared/kernel/id.ts";
import { useApi } from "../../shell/ApiProvider.tsx";
import { BackLink } from "../../shell/BackLink.tsx";
import { Callout } from "../../shell/Callout.tsx";
import { Page } from "../../shell/Page.tsx";
import { Failure, Loading } from "../../shell/PageStates.tsx";
import { printPage } from "../../shell/print-page.ts";
import { RecordMissing } from "../../shell/RecordMissing.tsx";
import { useEngineClock } from "../../shell/use-engine-clock.ts";
import { useFormat } from "../../shell/use-format.ts";
import { useSession } from "../../shell/use-session.ts";
import { AcknowledgePanel } from "./AcknowledgePanel.tsx";
import { FactsPanels } from "./FactsPanels.tsx";
import { StatusMark } from "./HandoverListPage.tsx";
import { NotesForm } from "./NotesForm.tsx";
import { SignaturesPanel } from "./SignaturesPanel.tsx";

const shiftIdOf = idOf<"shift-instance">();
const refetchMs = 60_000;

/** One shift's hand-over: facts, remarks, two signatures; printable. */
export function HandoverPage() {
  const { t } = useTranslation("handover");
  const { shiftId: text } = useParams({ strict: false });
  const shiftId = shiftIdOf.safeParse(text);
  const format = useFormat();
  const api = useApi();
  const { may, user } = useSession();
  const now = useEngineClock(10_000);
  const query = useQuery(
    api.handover.get.queryOptions({
      input: { shiftId: (shiftId.data ?? "") as never },
      enabled: shiftId.success,
      refetchInterval: ({ state }) =>
        state.data?.status === "none" || state.data?.status === "draft" ? refetchMs : false,
    }),
  );
  const page = query.data;
  const back = <BackLink to="/shifts/handover" label={t("page.back")} />;
  if (!shiftId.success)
    return (
      <Page title={t("page.title")} back={back}>
        <RecordMissing />
      </Page>
    );
  if (page === undefined)
    return (
      <Page title={t("page.title")} back={back}>
        {query.isError ? (
          <Failure error={query.error} retry={() => void query.refetch()} />
        ) : (
          <Loading rows={5} height={96} />
        )}
      </Page>
    );
  const { shift } = page.facts;
  const isOverdue = shift.end <= now && (page.status === "none" || page.status === "draft");
  const isOpen = page.status === "none" || page.status === "draft";
  return (
    <Page
      title={t("page.of", { shift: shift.name, date: format.dayShort(shift.start) })}
      back={back}
      status={<StatusMark status={page.status} isOverdue={isOverdue} />}
      actions={
        <Group gap="xs">
          <Neighbour shiftId={page.previousShiftId} label={t("page.previous")} isBefore />
          <Neighbour shiftId={page.nextShiftId} label={t("page.next")} />
          <Button
            variant="default"
            leftSection={<IconPrinter size={18} aria-hidden />}
            onClick={() => void printPage()}
          >
            {t("page.print")}
          </Button>
        </Group>
      }
    >
      <p>
        {t("page.time", {
          from: format.dateTime(shift.start),
          to: format.dateTime(shift.end),
          pattern: shift.patternName,
        })}
        {shift.crew !== null && <> · {t("page.crew", { crew: shift.crew })}</>} ·{" "}
        {isOpen
          ? t("page.draftedAt", { at: format.clockSeconds(page.facts.draftedAt) })
          : t("page.frozenAt", { at: format.dateTimeSeconds(page.facts.draftedAt) })}
      </p>
      {page.isIntact === false && (
        <Callout tone="alarm" title={t("page.tampered.title")}>
          {t("page.tampered.text")}
        </Callout>
      )}
      {!isOpen && (
        <Callout tone="info" title={t("page.knownThen.title")}>
          {t("page.knownThen.text")}{" "}
          <Anchor component={Link} to={`/trust/shift/${shift.id}`}>
            {t("page.knownThen.link")}
          </Anchor>
        </Callout>
      )}
      <FactsPanels facts={page.facts} />
      <NotesForm
        // Somebody else's remarks come in with their version; one's own unsaved ones stay until then.
        key={`${page.version} ${page.status}`}
        page={page}
        shiftId={shiftId.data}
        mayWrite={isOpen && may("handover:sign")}
        isSignable={now >= page.opensAt}
      />
      <SignaturesPanel page={page} />
      {page.status === "signed" && may("handover:sign") && (
        <AcknowledgePanel
          page={page}
          shiftId={shiftId.data}
          isOwn={page.signed?.userId === user.id}
        />
      )}
    </Page>
  );
}

function Neighbour(props: { shiftId: string | null; label: string; isBefore?: boolean }) {
  const Icon = props.isBefore === true ? IconChevronLeft : IconChevronRight;
  return (
    <Button
      variant="default"
      aria-label={props.label}
      title={props.label}
      disabled={props.shiftId === null}
      component={Link}
      to={`/shifts/handover/${props.shiftId}`}
      px="xs"
    >
      <Icon size={18} aria-hidden />
    </Button>
  );
}
