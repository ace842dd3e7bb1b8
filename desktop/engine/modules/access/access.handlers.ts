import { Refusal } from "#shared/kernel/refusal.ts";
import type { UserAccountRow } from "#shared/schema/tables/plant-tables.ts";
import { paged, searched } from "../../database/list-query.ts";
import type { Caller, Callers } from "../../serve/caller.ts";
import { reading, writing } from "../../serve/house.ts";
import { hashPassword, isPassword } from "./password.ts";
import {
  endSession,
  endSessionsOf,
  findSession,
  hashToken,
  openSession,
  touchSession,
} from "./session.store.ts";
import type { SignInThrottle } from "./sign-in-throttle.ts";
import { findUser, keepAnAdmin, signedIn, userById, userRowOf } from "./user.store.ts";

function takeSession(caller: Caller, row: UserAccountRow, tokenHash: string) {
  const user = signedIn(row);
  caller.session = { user, tokenHash };
  return user;
}

export const accessHandlers = (throttle: SignInThrottle, callers: Callers) => ({
  signIn: writing.access.signIn.handler(async ({ input, context }) => {
    const username = input.username.trim().toLowerCase();
    const now = context.identity.now();
    const retryAfterMs = throttle.waitMs(username, now);
    if (retryAfterMs > 0) throw new Refusal("UNAUTHENTICATED", { reason: "locked", retryAfterMs });

    const found = await findUser(context.database.reader, username);
    const known = found?.is_active === 1 ? found : undefined;
    if (!(await isPassword(known?.password_hash ?? null, input.password)) || !known) {
      throttle.failed(username, now);
      context.log.warn({ username, station: context.caller.station }, "sign-in refused");
      throw new Refusal("UNAUTHENTICATED", { reason: "wrong_credentials" });
    }
    throttle.succeeded(username);
    const sessionToken = await context.write((writer) =>
      openSession(writer, known.id, context.caller.station, now),
    );
    return { user: takeSession(context.caller, known, hashToken(sessionToken)), sessionToken };
  }),

  resume: writing.access.resume.handler(async ({ input, context }) => {
    const now = context.identity.now();
    const row = await context.write(async (writer) => {
      const session = await findSession(writer, input.sessionToken, now);
      const user = session && (await userById(writer, session.user_id as never));
      if (!session || user?.is_active !== 1)
        throw new Refusal("UNAUTHENTICATED", { reason: "no_session" });
      await touchSession(writer, session.token_hash, now);
      return user;
    });
    return {
      user: takeSession(context.caller, row, hashToken(input.sessionToken)),
      sessionToken: input.sessionToken,
    };
  }),

  signOut: writing.access.signOut.handler(async ({ context }) => {
    const { session } = context.caller;
    if (session) await context.write((writer) => endSession(writer, session.tokenHash));
    context.caller.session = null;
    return {};
  }),

  changeOwnPassword: writing.access.changeOwnPassword.handler(async ({ input, context }) => {
    const { session } = context.caller;
    if (!session) throw new Refusal("UNAUTHENTICATED", { reason: "no_session" });
    const row = await findUser(context.database.reader, session.user.username);
    if (!(await isPassword(row?.password_hash ?? null, input.currentPassword)) || !row) {
      throw new Refusal("INVALID", {
        issues: [{ path: "currentPassword", message: "is not your current password" }],
      });
    }
    const password_hash = await hashPassword(input.newPassword);
    await context.write((writer) => writer.update("user_account", row.id, null, { password_hash }));
    return {};
  }),

  listUsers: reading.access.listUsers.handler(async ({ input, context }) => {
    const columns = {
      username: "username",
      displayName: "display_name",
      role: "role",
      createdAt: "created_at",
    } as const;
    const query = context.reader
      .selectFrom("user_account")
      .selectAll()
      .where((where) => searched(where, input.search, ["username", "display_name"]))
      .$if(!input.includeInactive, (builder) => builder.where("is_active", "=", 1));
    const { rows, total } = await paged(query, columns[input.sortBy], input);
    return { rows: rows.map(userRowOf), total };
  }),

  createUser: writing.access.createUser.handler(async ({ input, context }) => {
    const password_hash = await hashPassword(input.password);
    const { identity } = context;
    return context.write(async (writer) => {
      if (await findUser(writer, input.username)) {
        throw new Refusal("DUPLICATE", {
          entity: "user_account",
          field: "username",
          value: input.username,
        });
      }
      const row = await writer.insert("user_account", {
        id: identity.newId<"user">(),
        username: input.username,
        display_name: input.displayName,
        role: input.role,
        password_hash,
        language: input.language,
        is_active: 1,
        created_at: identity.now(),
      });
      return userRowOf(row);
    });
  }),

  updateUser: writing.access.updateUser.handler(async ({ input, context }) => {
    const password_hash =
      input.password === undefined ? undefined : await hashPassword(input.password);
    return context.write(async (writer) => {
      const row = await writer.update("user_account", input.id, input.basedOn, {
        ...(input.displayName !== undefined && { display_name: input.displayName }),
        ...(input.role !== undefined && { role: input.role }),
        ...(input.language !== undefined && { language: input.language }),
        ...(input.isActive !== undefined && {
          is_active: input.isActive ? (1 as const) : (0 as const),
        }),
        ...(password_hash !== undefined && { password_hash }),
      });
      await keepAnAdmin(writer);
      // A new password, role or deactivation must not leave an old session with the old rights behind.
      if (input.password !== undefined || input.role !== undefined || input.isActive === false) {
        await endSessionsOf(writer, input.id);
        writer.afterCommit(() => callers.signOut(input.id));
      }
      return userRowOf(row);
    });
  }),
});
