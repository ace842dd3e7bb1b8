import { Button } from "@mantine/core";
import { IconUserPlus, IconUsers } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { UserRow } from "#shared/access/access.contract.ts";
import type { TableColumn } from "#shared/ui/table/table-column.ts";
import { useApi } from "../../shell/ApiProvider.tsx";
import { Page } from "../../shell/Page.tsx";
import { Empty } from "../../shell/PageStates.tsx";
import { ServerTable } from "../../shell/ServerTable.tsx";
import { useFormat } from "../../shell/use-format.ts";
import { languageNames } from "../../shell/language-names.ts";
import { useSession } from "../../shell/use-session.ts";
import { CreateUserDialog } from "./CreateUserDialog.tsx";
import { EditUserDialog } from "./EditUserDialog.tsx";

/** Everybody who may sign in, with their role. */
export function UserListPage() {
  const { t } = useTranslation();
  const api = useApi();
  const { may } = useSession();
  const [isCreating, setCreating] = useState(false);
  const [edited, setEdited] = useState<UserRow | null>(null);
  const mayEdit = may("user:update");
  return (
    <Page
      title={t("shell:nav.users.label")}
      purpose={t("shell:nav.users.purpose")}
      actions={
        mayEdit && (
          <Button leftSection={<IconUserPlus size={18} />} onClick={() => setCreating(true)}>
            {t("access:users.add")}
          </Button>
        )
      }
    >
      <ServerTable
        id="users"
        label={t("shell:nav.users.label")}
        list={api.access.listUsers}
        sorts={["username", "displayName", "role", "createdAt"]}
        columns={useUserColumns()}
        keyOf={(user) => user.id}
        hasInactive
        {...(mayEdit ? { onOpen: setEdited } : {})}
        empty={
          <Empty
            icon={IconUsers}
            title={t("access:users.empty")}
            text={t("shell:nav.users.purpose")}
          />
        }
      />
      <CreateUserDialog opened={isCreating} close={() => setCreating(false)} />
      {edited !== null && (
        <EditUserDialog key={edited.id} user={edited} close={() => setEdited(null)} />
      )}
    </Page>
  );
}

function useUserColumns(): readonly TableColumn<UserRow>[] {
  const { t } = useTranslation();
  const format = useFormat();
  const stateOf = (user: UserRow) =>
    t(user.isActive ? "access:users.active" : "access:users.inactive");
  return [
    { key: "displayName", label: t("access:field.displayName"), value: (user) => user.displayName },
    {
      key: "username",
      label: t("access:field.username"),
      value: (user) => user.username,
      from: "md",
    },
    { key: "role", label: t("access:field.role"), value: (user) => t(`shell:roles.${user.role}`) },
    {
      key: "language",
      label: t("access:field.language"),
      value: (user) =>
        user.language === null ? t("access:field.languageOfPlant") : languageNames[user.language],
      from: "lg",
    },
    {
      key: "createdAt",
      label: t("access:field.createdAt"),
      value: (user) => new Date(user.createdAt).toISOString(),
      cell: (user) => format.date(user.createdAt),
      from: "md",
    },
    { key: "isActive", label: t("access:field.state"), value: stateOf, from: "md" },
  ];
}
