import type { UserId } from "#shared/kernel/id.ts";
import { Refusal } from "#shared/kernel/refusal.ts";
import { kpiPolicy } from "#shared/oee/kpi-policy.ts";
import type { Role } from "#shared/access/roles.ts";
import type { Language } from "#shared/kernel/language.ts";
import type { Writer } from "../../database/writer.ts";
import type { Identity } from "../../identity.ts";
import { findPlant } from "./plant.store.ts";

export interface NewPlant {
  readonly name: string;
  readonly zone: string;
  readonly language: Language;
}

export interface NewUser {
  readonly username: string;
  readonly displayName: string;
  readonly role: Role;
  readonly passwordHash: string;
}

/**
 * Gives the data folder its plant. A plant made by a configuration file, which has no users yet, keeps its name and
 * zone; once somebody can sign in, first run is refused.
 */
export async function foundPlant(
  writer: Writer,
  identity: Identity,
  plant: NewPlant,
): Promise<void> {
  const someone = await writer.selectFrom("user_account").select("id").executeTakeFirst();
  if (someone) throw new Refusal("NOT_NOW", { reason: "the plant is set up already" });
  if (await findPlant(writer)) return;
  await writer.insert("plant", {
    id: identity.newId<"plant">(),
    name: plant.name,
    zone: plant.zone,
    language: plant.language,
    policy: JSON.stringify(kpiPolicy.parse({})),
    created_at: identity.now(),
  });
}

export function addUser(writer: Writer, identity: Identity, user: NewUser) {
  return writer.insert("user_account", {
    id: identity.newId<"user">() as UserId,
    username: user.username,
    display_name: user.displayName,
    role: user.role,
    password_hash: user.passwordHash,
    language: null,
    is_active: 1,
    created_at: identity.now(),
  });
}
