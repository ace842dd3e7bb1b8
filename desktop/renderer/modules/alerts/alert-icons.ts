import {
  IconBellRinging,
  IconClockStop,
  IconGauge,
  IconListDetails,
  IconMailX,
  IconNumbers,
  IconPlugConnectedX,
  IconTrendingDown,
  IconWaveSine,
  type Icon,
} from "@tabler/icons-react";
import type { AlertKind } from "#shared/alerts/alert-facts.ts";

export const alertIcons: Readonly<Record<AlertKind, Icon>> = {
  andon: IconBellRinging,
  stop_longer: IconClockStop,
  oee_below: IconTrendingDown,
  rate_below: IconGauge,
  link_lost: IconPlugConnectedX,
  unclassified_above: IconListDetails,
  counts_suspect: IconNumbers,
  notice: IconWaveSine,
  delivery_failed: IconMailX,
};
