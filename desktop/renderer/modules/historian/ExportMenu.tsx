import { Button, Group, Menu, Modal, Progress, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconDownload, IconFileTypeCsv, IconPhoto } from "@tabler/icons-react";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Span } from "#shared/kernel/span.ts";
import { useClient } from "../../shell/ApiProvider.tsx";
import { readFailure } from "../../shell/failure.ts";
import { failureText } from "../../shell/refusal-text.ts";
import { saveFile } from "../../shell/save-file.ts";
import { useSession } from "../../shell/use-session.ts";
import { samplesAsCsv } from "./export-samples.ts";
import type { PickableTag } from "./tag-facts.ts";

/** The chart as a picture, and every stored sample behind it as a file. */
export function ExportMenu(props: {
  tags: readonly PickableTag[];
  view: Span;
  picture: () => Promise<Uint8Array<ArrayBuffer>>;
}) {
  const { t } = useTranslation("historian");
  const { t: shellWords } = useTranslation();
  const client = useClient();
  const { may } = useSession();
  const running = useRef<AbortController | null>(null);
  const [share, setShare] = useState<number | null>(null);
  const name = (ending: string) =>
    `trend-${new Date(props.view.start).toISOString().slice(0, 16).replace(":", "")}.${ending}`;

  const saveCsv = async () => {
    const abort = new AbortController();
    running.current = abort;
    setShare(0);
    try {
      const text = await samplesAsCsv(client, props.tags, props.view, abort.signal, setShare);
      await saveFile(name("csv"), text, "text/csv");
    } catch (error) {
      if (abort.signal.aborted) return;
      const words = failureText(readFailure(error), shellWords);
      notifications.show({ title: words.title, message: words.text, color: "red" });
    } finally {
      setShare(null);
    }
  };
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button
            variant="default"
            h={36}
            disabled={props.tags.length === 0}
            leftSection={<IconDownload size={16} aria-hidden />}
          >
            {t("export.title")}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            leftSection={<IconPhoto size={16} aria-hidden />}
            onClick={() =>
              void props.picture().then((bytes) => saveFile(name("png"), bytes, "image/png"))
            }
          >
            {t("export.png")}
          </Menu.Item>
          {may("export:create") && (
            <Menu.Item
              leftSection={<IconFileTypeCsv size={16} aria-hidden />}
              onClick={() => void saveCsv()}
            >
              {t("export.csv")}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      <Modal
        opened={share !== null}
        onClose={() => running.current?.abort()}
        title={t("export.running")}
        centered
      >
        <Text size="sm" mb="xs">
          {t("export.runningText")}
        </Text>
        <Progress value={(share ?? 0) * 100} aria-label={t("export.running")} />
        <Group justify="end" mt="md">
          <Button variant="default" onClick={() => running.current?.abort()}>
            {t("export.cancel")}
          </Button>
        </Group>
      </Modal>
    </>
  );
}
