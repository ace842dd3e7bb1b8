import { shortZoneName } from "#shared/ui/format/zone-name.ts";

export interface ZoneOption {
  readonly value: string;
  readonly label: string;
}

/** IANA zones this browser knows, each with its present short name: `Europe/Berlin (GMT+1)`. The own zone stands first. */
export function zoneOptions(now: number, language: string, ownZone: string): ZoneOption[] {
  const known = Intl.supportedValuesOf("timeZone").filter((zone) => zone.includes("/"));
  const zones = [ownZone, ...known.filter((zone) => zone !== ownZone)];
  return zones.map((zone) => ({
    value: zone,
    label: `${zone.replaceAll("_", " ")} (${shortZoneName(now, zone, language)})`,
  }));
}

/** Zone of this PC as a plant's zone: `UTC` and named zones pass, offsets such as `+02:00` do not. */
export function ownZone(): string {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return zone.includes("/") ? zone : "UTC";
}
