import { ActionIcon, Badge, Button, Menu, Table, Text } from "@mantine/core";
import { IconClockHour4, IconDots, IconPencil, IconPlus, IconTrash } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Id } from "#shared/kernel/id.ts";
import type { IdealCycleRow, ProductRow } from "#shared/products/products.contract.ts";
import { ConfirmDialog } from "#shared/ui/form/ConfirmDialog.tsx";
import { numberSigns } from "#shared/ui/format/number-signs.ts";
import { useApi } from "../../shell/ApiProvider.tsx";
import { Empty, Failure, Loading } from "../../shell/PageStates.tsx";
import { useCommand } from "../../shell/use-command.ts";
import { useFormat } from "../../shell/use-format.ts";
import { usePlant, useSession } from "../../shell/use-session.ts";
import { cycleHistory, type DatedCycle } from "./cycle-history.ts";
import { cycleSecondsText, idealPerMinute } from "./cycle-time.ts";
import { CycleDrawer } from "./CycleDrawer.tsx";
import classes from "./products.module.css";

interface CycleListProps {
  /** Cycles of this product on every machine … */
  readonly product?: Pick<ProductRow, "id" | "name">;
  /** … or of every product on this machine. */
  readonly machine?: { readonly id: string; readonly name: string };
}

/** Ideal cycles with their dates: what is in force, what was before, what comes. */
export function CycleList(props: CycleListProps) {
  const { t } = useTranslation(["products", "form"]);
  const api = useApi();
  const { may } = useSession();
  const { now } = usePlant();
  const { product, machine } = props;
  const [opened, setOpened] = useState<IdealCycleRow | "new" | null>(null);
  const [removing, setRemoving] = useState<DatedCycle | null>(null);
  const format = useFormat();
  const cycles = useQuery(
    api.products.cycles.queryOptions({
      input: {
        ...(product && { productId: product.id as Id<"product"> }),
        ...(machine && { machineId: machine.id as Id<"machine"> }),
      },
    }),
  );
  const remove = useCommand(api.products.removeCycle, {
    success: "products:cycles.removed",
    onDone: () => setRemoving(null),
  });
  const mayEdit = may("product:update");
  const add = mayEdit && (
    <Button leftSection={<IconPlus size={16} />} onClick={() => setOpened("new")}>
      {t("products:cycles.add")}
    </Button>
  );
  if (cycles.error !== null)
    return <Failure error={cycles.error} retry={() => void cycles.refetch()} />;
  if (cycles.data === undefined) return <Loading />;
  const groups = cycleHistory(cycles.data.rows, now());
  return (
    <section className={classes.cycles}>
      {groups.length === 0 ? (
        <Empty
          icon={IconClockHour4}
          title={t("products:cycles.empty.title")}
          text={t("products:cycles.empty.text")}
          action={add}
        />
      ) : (
        <>
          <div className={classes.cyclesHead}>
            <Text size="sm" c="dimmed" maw="70ch">
              {t("products:cycles.recompute")}
            </Text>
            {add}
          </div>
          {groups.map((group) => (
            <CycleGroup
              key={group[0]!.id}
              group={group}
              title={
                product
                  ? `${group[0]!.machineCode} · ${group[0]!.machineName}`
                  : `${group[0]!.productCode} · ${group[0]!.productName}`
              }
              {...(mayEdit ? { onEdit: setOpened, onRemove: setRemoving } : {})}
            />
          ))}
        </>
      )}
      {opened !== null && (
        <CycleDrawer
          cycle={opened}
          {...(product ? { product } : {})}
          {...(machine ? { machine } : {})}
          onClose={() => setOpened(null)}
        />
      )}
      <ConfirmDialog
        opened={removing !== null}
        title={t("products:cycles.remove.title")}
        verb={t("products:cycles.remove.verb")}
        isDangerous
        isBusy={remove.isPending}
        onConfirm={() => {
          if (removing !== null)
            remove.mutate({ id: removing.id as Id<"ideal-cycle">, basedOn: removing.version });
        }}
        onClose={() => setRemoving(null)}
      >
        {removing !== null && (
          <Text size="sm">
            {t("products:cycles.remove.text", { from: format.dateTime(removing.validFrom) })}
          </Text>
        )}
      </ConfirmDialog>
    </section>
  );
}

function CycleGroup(props: {
  group: readonly DatedCycle[];
  title: string;
  onEdit?: (cycle: DatedCycle) => void;
  onRemove?: (cycle: DatedCycle) => void;
}) {
  const { t, i18n } = useTranslation(["products", "form"]);
  const format = useFormat();
  const sign = numberSigns(i18n.language).decimal;
  const { onEdit, onRemove } = props;
  return (
    <div className={classes.group}>
      <h2 className={classes.groupTitle}>{props.title}</h2>
      <Table.ScrollContainer minWidth={560}>
        <Table verticalSpacing={6} className={classes.groupTable} layout="fixed">
          <Table.Thead>
            <Table.Tr>
              <Table.Th w="22%">{t("products:cycles.from")}</Table.Th>
              <Table.Th w="22%">{t("products:cycles.until")}</Table.Th>
              <Table.Th ta="end">{t("products:cycles.seconds")}</Table.Th>
              <Table.Th ta="end">{t("products:cycles.cavities")}</Table.Th>
              <Table.Th ta="end">{t("products:cycles.rate")}</Table.Th>
              <Table.Th w="112px" />
              {onEdit !== undefined && <Table.Th w="52px" />}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {props.group.map((cycle) => (
              <Table.Tr key={cycle.id} data-standing={cycle.standing}>
                <Table.Td>{format.dateTime(cycle.validFrom)}</Table.Td>
                <Table.Td>
                  {cycle.validUntil === null ? "–" : format.dateTime(cycle.validUntil)}
                </Table.Td>
                <Table.Td ta="end">{cycleSecondsText(cycle.cycleUs, sign)}&nbsp;s</Table.Td>
                <Table.Td ta="end">{cycle.cavities}</Table.Td>
                <Table.Td ta="end">
                  {t("products:cycles.perMinute", {
                    rate: format.number(idealPerMinute(cycle.cycleUs, cycle.cavities)),
                  })}
                </Table.Td>
                <Table.Td>
                  {cycle.standing !== "past" && (
                    <Badge
                      variant={cycle.standing === "now" ? "light" : "default"}
                      tt="none"
                      fw={600}
                    >
                      {t(`products:cycles.standing.${cycle.standing}`)}
                    </Badge>
                  )}
                </Table.Td>
                {onEdit !== undefined && (
                  <Table.Td>
                    <Menu position="bottom-end" withinPortal>
                      <Menu.Target>
                        <ActionIcon variant="subtle" color="gray" aria-label={t("form:edit")}>
                          <IconDots size={16} />
                        </ActionIcon>
                      </Menu.Target>
                      <Menu.Dropdown>
                        <Menu.Item
                          leftSection={<IconPencil size={16} />}
                          onClick={() => onEdit(cycle)}
                        >
                          {t("form:edit")}
                        </Menu.Item>
                        <Menu.Item
                          leftSection={<IconTrash size={16} />}
                          onClick={() => onRemove?.(cycle)}
                        >
                          {t("form:remove")}
                        </Menu.Item>
                      </Menu.Dropdown>
                    </Menu>
                  </Table.Td>
                )}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </div>
  );
}
