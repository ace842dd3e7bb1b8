import { Anchor } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { idOf, type ShiftInstanceId } from "#shared/kernel/id.ts";
import { useApi } from "../../shell/ApiProvider.tsx";
import { NotFound } from "../../shell/NotFound.tsx";
import { Failure, Loading } from "../../shell/PageStates.tsx";
import { useFormat } from "../../shell/use-format.ts";
import { useSearchState } from "../../shell/use-search-state.ts";
import { asKnownSearch } from "./AsKnownPage.tsx";
import { AsKnownView } from "./AsKnownView.tsx";
import { TrustFrame } from "./TrustFrame.tsx";
import classes from "./trust.module.css";

const shiftIdSchema = idOf<"shift-instance">();

/** A shift as it was signed beside what is known of it now. */
export function ShiftKnownPage() {
  const params = useParams({ strict: false });
  const id = shiftIdSchema.safeParse(params.shiftId);
  return id.success ? <ShiftKnown key={id.data} shiftId={id.data} /> : <NotFound />;
}

function ShiftKnown({ shiftId }: { shiftId: ShiftInstanceId }) {
  const { t } = useTranslation("trust");
  const format = useFormat();
  const api = useApi();
  const [search, change] = useSearchState(asKnownSearch);
  const handover = useQuery(api.handover.get.queryOptions({ input: { shiftId } }));
  const shift = handover.data?.facts.shift;
  const signedAt = handover.data?.signed?.at ?? null;
  return (
    <TrustFrame
      page="asKnown"
      {...(shift !== undefined && {
        title: t("shift.title", { name: shift.name, day: format.dayShort(shift.start) }),
      })}
    >
      {shift === undefined ? (
        handover.isError ? (
          <Failure error={handover.error} retry={() => void handover.refetch()} />
        ) : (
          <Loading rows={4} height={100} />
        )
      ) : (
        <>
          <p className={classes.quiet}>
            {t("asKnown.range", {
              from: format.dateTime(shift.start),
              to: format.dateTime(shift.end),
            })}{" "}
            ·{" "}
            {signedAt === null
              ? t("shift.unsigned")
              : t("closed.signedBy", {
                  at: format.dateTime(signedAt),
                  by: handover.data?.signed?.name ?? "",
                })}{" "}
            ·{" "}
            <Anchor
              component={Link}
              to={`/shifts/handover/${shiftId}` as never}
              inherit
              underline="always"
            >
              {t("shift.handover")}
            </Anchor>
          </p>
          <AsKnownView
            machineId={search.machine}
            range={{ from: shift.start, to: shift.end }}
            knownAt={search.at ?? signedAt ?? shift.end}
            signedAt={signedAt}
            onChange={change}
          />
        </>
      )}
    </TrustFrame>
  );
}
