import {
  IconHandStop,
  IconPackages,
  IconRosetteDiscountCheck,
  IconTool,
  type Icon,
} from "@tabler/icons-react";
import type { AndonKind } from "#shared/andon/andon-kind.ts";

/** Each kind of call has its own sign, so that nobody must tell them apart by words alone. */
export const kindIcons: Readonly<Record<AndonKind, Icon>> = {
  material: IconPackages,
  maintenance: IconTool,
  quality: IconRosetteDiscountCheck,
  help: IconHandStop,
};
