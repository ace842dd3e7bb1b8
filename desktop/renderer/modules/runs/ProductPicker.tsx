import { Select, type SelectProps } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useApi } from "../../shell/ApiProvider.tsx";

const everything = { limit: 5_000 };

/** A product by code or name. One that a machine named and nobody entered stays choosable as it is. */
export function ProductPicker(
  props: Omit<SelectProps, "data" | "searchable"> & { readonly named?: string | null },
) {
  const { t } = useTranslation("runs");
  const api = useApi();
  const { named, ...select } = props;
  const products = useQuery(api.products.list.queryOptions({ input: everything }));
  const known = (products.data?.rows ?? []).map(({ code, name }) => ({
    value: code,
    label: name === code ? code : `${code} · ${name}`,
  }));
  const isKnown = named == null || known.some(({ value }) => value === named);
  return (
    <Select
      placeholder={t("drawer.productHint")}
      nothingFoundMessage={t("drawer.noProduct")}
      limit={200}
      {...select}
      searchable
      data={isKnown ? known : [{ value: named, label: named }, ...known]}
    />
  );
}
