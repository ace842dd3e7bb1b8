import { Button, Group, Modal, Stack, Switch, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useTranslation } from "react-i18next";
import { displayName } from "#shared/kernel/code.ts";
import type { ViewSearch } from "#shared/views/saved-view.ts";
import type { ViewRow } from "#shared/views/views.contract.ts";
import { useApi } from "../../shell/ApiProvider.tsx";
import { fieldRule } from "../../shell/field-rule.ts";
import { useCommand } from "../../shell/use-command.ts";
import { useSession } from "../../shell/use-session.ts";

/** Names what the page shows now, or a view that is there already. */
export function ViewDialog(props: {
  page: string;
  search: ViewSearch;
  view?: ViewRow;
  close: () => void;
}) {
  const { t } = useTranslation(["views", "form"]);
  const api = useApi();
  const { may } = useSession();
  const { page, search, view, close } = props;
  const form = useForm({
    initialValues: { name: view?.name ?? "", isShared: false },
    validateInputOnBlur: true,
    validate: { name: fieldRule(displayName, t) },
  });
  const options = { form, success: "views:saved", onDone: close };
  const save = useCommand(api.views.save, options);
  const share = useCommand(api.views.share, options);
  const rename = useCommand(api.views.update, options);
  const store = ({ name, isShared }: { name: string; isShared: boolean }) => {
    if (view !== undefined) rename.mutate({ id: view.id as never, basedOn: view.version, name });
    else (isShared ? share : save).mutate({ page, name, search });
  };
  return (
    <Modal
      opened
      onClose={close}
      title={view === undefined ? t("views:save") : t("views:renameOf", { name: view.name })}
    >
      <form onSubmit={form.onSubmit(store)}>
        <Stack gap="md">
          <TextInput
            label={t("form:name")}
            description={view === undefined ? t("views:hint") : undefined}
            data-autofocus
            {...form.getInputProps("name")}
          />
          {view === undefined && may("export:create") && (
            <Switch
              label={t("views:share")}
              {...form.getInputProps("isShared", { type: "checkbox" })}
            />
          )}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={close}>
              {t("form:cancel")}
            </Button>
            <Button type="submit" loading={save.isPending || share.isPending || rename.isPending}>
              {t("form:save")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
