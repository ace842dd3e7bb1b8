import { Badge, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { ProductRow } from "#shared/products/products.contract.ts";
import { useApi } from "../../shell/ApiProvider.tsx";
import { BackLink } from "../../shell/BackLink.tsx";
import { DetailTabs } from "../../shell/DetailTabs.tsx";
import { Page } from "../../shell/Page.tsx";
import { Failure, Loading } from "../../shell/PageStates.tsx";
import { RecordHistory } from "../../shell/RecordHistory.tsx";
import { RecordMissing } from "../../shell/RecordMissing.tsx";
import { useSession } from "../../shell/use-session.ts";
import { CycleList } from "./CycleList.tsx";
import { ProductForm } from "./ProductForm.tsx";

const route = getRouteApi("/setup/products/$productId");
const everyProduct = { limit: 5_000, includeInactive: true };

/** One product: its ideal cycles per machine, its name, its history. */
export function ProductPage() {
  const { t } = useTranslation(["products", "form"]);
  const api = useApi();
  const { productId } = route.useParams();
  const products = useQuery(api.products.list.queryOptions({ input: everyProduct }));
  const product = products.data?.rows.find((row) => row.id === productId);
  const back = <BackLink to="/setup/products" label={t("products:title")} />;
  if (product !== undefined) return <Product product={product} back={back} />;
  return (
    <Page title={t("products:one")} back={back}>
      {products.error !== null ? (
        <Failure error={products.error} retry={() => void products.refetch()} />
      ) : products.data === undefined ? (
        <Loading />
      ) : (
        <RecordMissing />
      )}
    </Page>
  );
}

function Product(props: { product: ProductRow; back: React.ReactNode }) {
  const { t } = useTranslation(["products", "form"]);
  const { may } = useSession();
  const { product } = props;
  return (
    <Page
      title={product.name}
      back={props.back}
      status={
        <>
          <Text c="dimmed" fw={600}>
            {product.code}
          </Text>
          {!product.isActive && <Badge variant="default">{t("form:deactivated")}</Badge>}
        </>
      }
    >
      <DetailTabs
        tabs={[
          {
            name: "cycles",
            label: t("products:tabs.cycles"),
            panel: <CycleList product={product} />,
          },
          {
            name: "settings",
            label: t("products:tabs.settings"),
            panel: <ProductForm key={product.id} product={product} />,
          },
          may("audit:read") && {
            name: "history",
            label: t("form:history.title"),
            panel: <RecordHistory entityId={product.id} />,
          },
        ]}
      />
    </Page>
  );
}
