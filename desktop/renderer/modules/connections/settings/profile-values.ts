import type { TelegramProfile } from "#shared/connections/serial-settings.ts";
import type { SerialValues } from "./serial-values.ts";

/** What choosing a device fills in; everything can be changed afterwards. */
export const withProfile = (profile: TelegramProfile): Partial<SerialValues> => ({ profile });
