import { Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { ViewRow } from "#shared/views/views.contract.ts";
import { ConfirmDialog } from "#shared/ui/form/ConfirmDialog.tsx";
import { useApi } from "../../shell/ApiProvider.tsx";
import { useCommand } from "../../shell/use-command.ts";

/** Removes a view; what it showed stays. */
export function RemoveViewDialog(props: { view: ViewRow; close: () => void }) {
  const { t } = useTranslation("views");
  const api = useApi();
  const { view, close } = props;
  const remove = useCommand(api.views.remove, { onDone: close });
  return (
    <ConfirmDialog
      opened
      title={t("removeOf", { name: view.name })}
      verb={t("remove")}
      isDangerous
      isBusy={remove.isPending}
      onConfirm={() => remove.mutate({ id: view.id as never, basedOn: view.version })}
      onClose={close}
    >
      <Text size="sm">{view.isShared ? t("removeShared") : t("removePrivate")}</Text>
    </ConfirmDialog>
  );
}
