import { ActionIcon, Group } from "@mantine/core";
import { IconChevronLeft, IconChevronRight, IconEngine } from "@tabler/icons-react";
import { useQueries, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { z } from "zod";
import { useApi } from "../../shell/ApiProvider.tsx";
import { Empty, Failure, Loading } from "../../shell/PageStates.tsx";
import { useFormat } from "../../shell/use-format.ts";
import { useSearchState } from "../../shell/use-search-state.ts";
import { usePlant } from "../../shell/use-session.ts";
import { MachineHonesty } from "./MachineHonesty.tsx";
import { TrustFrame } from "./TrustFrame.tsx";
import { firstWeek, weekBeside, weekOf, type Week } from "./week.ts";
import classes from "./trust.module.css";

const honestySearch = z.object({ week: z.iso.date().optional().catch(undefined) });

/** What flatters the OEE of a week, machine by machine: as reported, and with each finding undone. */
export function HonestyPage() {
  const { t } = useTranslation("trust");
  const api = useApi();
  const { plant, now } = usePlant();
  const [search, change] = useSearchState(honestySearch);
  const newest = firstWeek(now(), plant.zone);
  const week = search.week === undefined ? newest : weekOf(search.week, plant.zone);
  const machines = useQuery(api.machines.list.queryOptions({ input: {} }));
  const rows = (machines.data?.rows ?? []).filter(({ isActive }) => isActive);
  const audits = useQueries({
    queries: rows.map(({ id }) =>
      api.trust.honesty.queryOptions({
        input: { machineId: id as never, range: week.range },
        staleTime: 60_000,
      }),
    ),
  });
  return (
    <TrustFrame
      page="honesty"
      actions={
        <WeekPicker
          week={week}
          isNewest={week.range.to > now()}
          onChange={(to) => change({ week: to.monday })}
          zone={plant.zone}
        />
      }
    >
      <p className={classes.quiet}>{t("honesty.strict")}</p>
      {machines.isError ? (
        <Failure error={machines.error} retry={() => void machines.refetch()} />
      ) : machines.data === undefined ? (
        <Loading rows={4} height={120} />
      ) : rows.length === 0 ? (
        <Empty icon={IconEngine} title={t("honesty.none.title")} text={t("honesty.none.text")} />
      ) : (
        rows.map((machine, place) => (
          <MachineHonesty key={machine.id} machine={machine} audit={audits[place]!} />
        ))
      )}
    </TrustFrame>
  );
}

function WeekPicker(props: {
  week: Week;
  isNewest: boolean;
  zone: string;
  onChange: (week: Week) => void;
}) {
  const { t } = useTranslation("trust");
  const format = useFormat();
  const { week, zone, onChange } = props;
  const { from, to } = week.range;
  return (
    <Group gap="xs" wrap="nowrap">
      <ActionIcon
        variant="default"
        size={36}
        aria-label={t("week.before")}
        onClick={() => onChange(weekBeside(week, -1, zone))}
      >
        <IconChevronLeft size={18} aria-hidden />
      </ActionIcon>
      <span className={classes.known}>
        {t("week.of", {
          number: week.number,
          from: format.date(from),
          to: format.date(to - 1),
        })}
      </span>
      <ActionIcon
        variant="default"
        size={36}
        aria-label={t("week.after")}
        disabled={props.isNewest}
        onClick={() => onChange(weekBeside(week, 1, zone))}
      >
        <IconChevronRight size={18} aria-hidden />
      </ActionIcon>
    </Group>
  );
}
