import { ActionIcon, Button, Popover, Text, Tooltip } from "@mantine/core";
import {
  IconBookmark,
  IconBookmarkPlus,
  IconCheck,
  IconPencil,
  IconTrash,
  IconUsers,
} from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useLocation, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { showsView, viewOf } from "#shared/views/saved-view.ts";
import type { ViewRow } from "#shared/views/views.contract.ts";
import { useApi } from "../../shell/ApiProvider.tsx";
import { useCommand } from "../../shell/use-command.ts";
import { useSession } from "../../shell/use-session.ts";
import { RemoveViewDialog } from "./RemoveViewDialog.tsx";
import { ViewDialog } from "./ViewDialog.tsx";
import classes from "./ViewMenu.module.css";

type Doing =
  | { readonly kind: "save" }
  | { readonly kind: "rename"; readonly view: ViewRow }
  | { readonly kind: "remove"; readonly view: ViewRow };

/** Views of the page at this address: what it shows, kept under a name. Any page with its state in the address may have one. */
export function ViewMenu() {
  const { t } = useTranslation("views");
  const api = useApi();
  const navigate = useNavigate();
  const { may } = useSession();
  const page = useLocation({ select: (location) => location.pathname });
  const search = useLocation({ select: (location) => location.search as Record<string, unknown> });
  const [isOpen, setOpen] = useState(false);
  const [doing, setDoing] = useState<Doing | null>(null);
  const views = useQuery(api.views.list.queryOptions({ input: { page }, staleTime: 60_000 }));
  const update = useCommand(api.views.update, { success: "views:updated" });
  const rows = views.data?.rows ?? [];
  const shown = rows.find((view) => showsView(search, view.search));
  const mayChange = (view: ViewRow) => !view.isShared || may("export:create");
  const start = (what: Doing) => {
    setOpen(false);
    setDoing(what);
  };
  return (
    <>
      <Popover opened={isOpen} onChange={setOpen} position="bottom-end" shadow="md" trapFocus>
        <Popover.Target>
          <Button
            variant="default"
            h={36}
            data-no-print
            leftSection={<IconBookmark size={16} aria-hidden />}
            onClick={() => setOpen(!isOpen)}
          >
            {shown?.name ?? t("title")}
          </Button>
        </Popover.Target>
        <Popover.Dropdown className={classes.dropdown}>
          {rows.length === 0 ? (
            <Text size="sm" c="var(--quiet-text)">
              {t("none")}
            </Text>
          ) : (
            <ul className={classes.views} aria-label={t("title")}>
              {rows.map((view) => (
                <li key={view.id} className={classes.view}>
                  <button
                    type="button"
                    className={classes.open}
                    aria-current={view.id === shown?.id || undefined}
                    onClick={() => {
                      setOpen(false);
                      void navigate({ to: ".", search: view.search as never });
                    }}
                  >
                    <span className={classes.mark}>
                      {view.id === shown?.id && <IconCheck size={16} aria-hidden />}
                    </span>
                    <span className={classes.name}>{view.name}</span>
                    {view.isShared && (
                      <IconUsers size={15} role="img" aria-label={t("sharedMark")} />
                    )}
                  </button>
                  {mayChange(view) && (
                    <ViewActions
                      view={view}
                      isShown={view.id === shown?.id}
                      put={() =>
                        update.mutate({
                          id: view.id as never,
                          basedOn: view.version,
                          search: viewOf(search),
                        })
                      }
                      start={start}
                    />
                  )}
                </li>
              ))}
            </ul>
          )}
          <Button
            variant="light"
            fullWidth
            mt="xs"
            leftSection={<IconBookmarkPlus size={16} aria-hidden />}
            onClick={() => start({ kind: "save" })}
          >
            {t("save")}
          </Button>
        </Popover.Dropdown>
      </Popover>
      {doing?.kind === "save" && (
        <ViewDialog page={page} search={viewOf(search)} close={() => setDoing(null)} />
      )}
      {doing?.kind === "rename" && (
        <ViewDialog page={page} view={doing.view} search={{}} close={() => setDoing(null)} />
      )}
      {doing?.kind === "remove" && (
        <RemoveViewDialog view={doing.view} close={() => setDoing(null)} />
      )}
    </>
  );
}

function ViewActions(props: {
  view: ViewRow;
  isShown: boolean;
  put: () => void;
  start: (what: Doing) => void;
}) {
  const { t } = useTranslation("views");
  const { view } = props;
  const action = { variant: "subtle", color: "gray", size: 32 } as const;
  return (
    <span className={classes.actions}>
      {!props.isShown && (
        <Tooltip label={t("put")}>
          <ActionIcon {...action} aria-label={t("putOf", { name: view.name })} onClick={props.put}>
            <IconBookmarkPlus size={16} />
          </ActionIcon>
        </Tooltip>
      )}
      <Tooltip label={t("rename")}>
        <ActionIcon
          {...action}
          aria-label={t("renameOf", { name: view.name })}
          onClick={() => props.start({ kind: "rename", view })}
        >
          <IconPencil size={16} />
        </ActionIcon>
      </Tooltip>
      <Tooltip label={t("remove")}>
        <ActionIcon
          {...action}
          aria-label={t("removeOf", { name: view.name })}
          onClick={() => props.start({ kind: "remove", view })}
        >
          <IconTrash size={16} />
        </ActionIcon>
      </Tooltip>
    </span>
  );
}
