import { Anchor, Popover, UnstyledButton } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import {
  IconCloudOff,
  IconPlugConnected,
  IconPlugConnectedX,
  IconPlugOff,
  IconServer2,
} from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { PlantStatus } from "#shared/plant/plant.contract.ts";
import { useEngineState } from "./ApiProvider.tsx";
import { badgeTone } from "./badge-tone.ts";
import { usePlantStatus } from "./PlantStatusProvider.tsx";
import { useFormat } from "./use-format.ts";

/** Is what the screens show true right now? Opens into every link. */
export function ConnectionBadge() {
  const { t } = useTranslation();
  const engine = useEngineState();
  const status = usePlantStatus();
  const [opened, panel] = useDisclosure(false);
  const tone = badgeTone(engine, status);
  const text =
    engine.phase === "live" && status !== null
      ? t("shell:badge.machines", { live: status.machinesLive, total: status.machinesTotal })
      : t(`shell:badge.engine.${engine.phase}`);
  const Icon = tone === "good" ? IconPlugConnected : IconPlugConnectedX;
  return (
    <Popover
      opened={opened}
      onChange={panel.set}
      position="bottom-end"
      width={380}
      shadow="md"
      withArrow
      trapFocus
      returnFocus
    >
      <Popover.Target>
        <UnstyledButton
          className="badge"
          data-tone={tone}
          onClick={panel.toggle}
          aria-label={text}
          aria-haspopup="dialog"
          aria-expanded={opened}
        >
          <Icon size={18} stroke={1.8} aria-hidden />
          <span className="badge-word" aria-live="polite">
            {text}
          </span>
          <span className="badge-short" aria-hidden>
            {engine.phase === "live" && status !== null
              ? `${status.machinesLive}/${status.machinesTotal}`
              : "…"}
          </span>
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown p={0}>
        <LinkPanel status={status} close={panel.close} />
      </Popover.Dropdown>
    </Popover>
  );
}

function LinkPanel(props: { status: PlantStatus | null; close: () => void }) {
  const { t } = useTranslation();
  const engine = useEngineState();
  const format = useFormat();
  const { status } = props;
  return (
    <div className="links" role="dialog" aria-label={t("shell:badge.title")}>
      <p className="links-row" data-link={engine.phase === "live" ? "live" : "lost"}>
        <IconServer2 size={18} stroke={1.7} aria-hidden />
        <span className="links-name">{t("shell:badge.engine.name")}</span>
        <span className="links-state">{t(`shell:badge.engine.${engine.phase}`)}</span>
      </p>
      {status?.connections.map((connection) => {
        const Icon = linkIcons[connection.link];
        return (
          <Link
            key={connection.id}
            to="/setup/connections/$connectionId"
            params={{ connectionId: connection.id }}
            className="links-row"
            data-link={connection.link}
            onClick={props.close}
          >
            <Icon size={18} stroke={1.7} aria-hidden />
            <span className="links-name">
              {connection.name}
              {connection.cause !== null && connection.link === "lost" && (
                <small>
                  {t(`shell:linkCauses.${connection.cause}`, { defaultValue: connection.cause })}
                </small>
              )}
            </span>
            <span className="links-state">
              {t(`shell:badge.link.${connection.link}`)}
              {connection.since !== null && <small>{format.relative(connection.since)}</small>}
            </span>
          </Link>
        );
      })}
      {status?.connections.length === 0 && <p className="links-row">{t("shell:badge.none")}</p>}
      <p className="links-row" data-link="disabled">
        <IconCloudOff size={18} stroke={1.7} aria-hidden />
        <span className="links-name">
          {t("shell:badge.cloud.name")}
          <small>{t("shell:badge.cloud.text")}</small>
        </span>
        <span className="links-state">{t("shell:badge.cloud.not_enrolled")}</span>
      </p>
      <p className="links-foot">
        <Anchor component={Link} to="/setup/health" size="sm" onClick={props.close}>
          {t("shell:badge.health")}
        </Anchor>
      </p>
    </div>
  );
}

const linkIcons = {
  live: IconPlugConnected,
  lost: IconPlugConnectedX,
  disabled: IconPlugOff,
} as const;
