import { Button, Group, NumberInput, Select, SimpleGrid, TextInput } from "@mantine/core";
import { IconListTree, IconSearch } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { DriverKind } from "#shared/connections/connection-settings.ts";
import type { Id } from "#shared/kernel/id.ts";
import type { MachineRoot } from "#shared/machines/templates/usual-address.ts";
import { BrowseTree } from "../../connections/browse/BrowseTree.tsx";

const nothing: ReadonlySet<string> = new Set();

/** Where the machine begins on its connection: its node, or its first register. */
export function MachineRootFields(props: {
  driver: DriverKind;
  connectionId: Id<"connection">;
  root: MachineRoot;
  isLooking: boolean;
  onLook: () => void;
  onChange: (root: MachineRoot) => void;
}) {
  const { t } = useTranslation("setup");
  const { driver, connectionId, root, isLooking, onLook, onChange } = props;
  const [isBrowsing, setBrowsing] = useState(false);
  if (driver === "modbus")
    return (
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md">
        <NumberInput
          label={t("root.unit")}
          min={0}
          max={255}
          allowDecimal={false}
          value={root.unit}
          onChange={(unit) => onChange({ ...root, unit: Number(unit) })}
        />
        <NumberInput
          label={t("root.register.label")}
          description={t("root.register.hint")}
          min={0}
          max={65_535}
          allowDecimal={false}
          value={root.register}
          onChange={(register) => onChange({ ...root, register: Number(register) })}
        />
      </SimpleGrid>
    );
  if (driver !== "opcua") return null;
  return (
    <>
      <TextInput
        label={t("root.node.label")}
        description={t("root.node.hint")}
        placeholder="nsu=…;s=Line1.Filler"
        spellCheck={false}
        value={root.node}
        onChange={(event) => onChange({ ...root, node: event.currentTarget.value.trim() })}
      />
      <Select
        label={t("root.separator.label")}
        description={t("root.separator.hint")}
        allowDeselect={false}
        data={[".", "/", "_"]}
        value={root.separator}
        onChange={(separator) => onChange({ ...root, separator: separator ?? "." })}
      />
      <Group gap="xs">
        <Button
          variant="default"
          leftSection={<IconListTree size={16} />}
          onClick={() => setBrowsing(!isBrowsing)}
        >
          {isBrowsing ? t("root.close") : t("root.pick")}
        </Button>
        <Button
          leftSection={<IconSearch size={16} />}
          variant="default"
          disabled={root.node === ""}
          loading={isLooking}
          onClick={onLook}
        >
          {t("root.look")}
        </Button>
      </Group>
      {isBrowsing && (
        <BrowseTree
          connectionId={connectionId}
          known={nothing}
          picked={new Map()}
          choose={{
            label: t("root.choose"),
            onChoose: (node) => {
              onChange({ ...root, node: node.address });
              setBrowsing(false);
            },
          }}
        />
      )}
    </>
  );
}
