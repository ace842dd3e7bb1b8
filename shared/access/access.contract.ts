import { z } from "zod";
import { command, query } from "../kernel/operation.ts";
import { displayName } from "../kernel/code.ts";
import { idOf } from "../kernel/id.ts";
import { language } from "../kernel/language.ts";
import { basedOn, commandInput, listInput, listOutput } from "../kernel/list.ts";
import { password, username } from "./credentials.ts";
import { role } from "./roles.ts";

export const signedInUser = z.object({
  id: z.string(),
  username: z.string(),
  displayName: z.string(),
  role,
  language: language.nullable(),
  permissions: z.array(z.string()),
});
export type SignedInUser = z.infer<typeof signedInUser>;

const session = z.object({ user: signedInUser, sessionToken: z.string() });

export const userRow = z.object({
  id: z.string(),
  username: z.string(),
  displayName: z.string(),
  role,
  language: language.nullable(),
  isActive: z.boolean(),
  createdAt: z.int(),
  version: z.int(),
});
export type UserRow = z.infer<typeof userRow>;

export const accessContract = {
  /** Without `commandId`: a receipt would keep the session token. */
  signIn: command("public")
    .input(z.object({ username: z.string().max(80), password: z.string().max(200) }))
    .output(session),
  /** Takes up a session after a reconnect. */
  resume: command("public")
    .input(z.object({ sessionToken: z.string().min(20).max(200) }))
    .output(session),
  signOut: command("signed-in").input(commandInput({})).output(z.object({})),
  changeOwnPassword: command("signed-in")
    .input(commandInput({ currentPassword: z.string().max(200), newPassword: password }))
    .output(z.object({})),
  listUsers: query("user:read")
    .input(listInput(["username", "displayName", "role", "createdAt"]))
    .output(listOutput(userRow)),
  createUser: command("user:update")
    .input(
      commandInput({
        username,
        displayName,
        role,
        password,
        language: language.nullable().default(null),
      }),
    )
    .output(userRow),
  updateUser: command("user:update")
    .input(
      commandInput({
        id: idOf<"user">(),
        basedOn,
        displayName: displayName.optional(),
        role: role.optional(),
        language: language.nullable().optional(),
        isActive: z.boolean().optional(),
        password: password.optional(),
      }),
    )
    .output(userRow),
};
