"use client";

import type { EffectivePrice, ModelPriceResource } from "@sluice/definition/prices";
import { useQuery } from "@tanstack/react-query";
import { Coins, History, Plus } from "lucide-react";
import { useState } from "react";
import { Button } from "../../../components/ui/button.tsx";
import { Card } from "../../../components/ui/card.tsx";
import { EmptyState } from "../../../components/ui/empty-state.tsx";
import { ErrorState } from "../../../components/ui/error-state.tsx";
import { UnpricedNote } from "../../../components/unpriced-note/unpriced-note.tsx";
import { listModelPrices, readEffectivePrices } from "../../../lib/cost-api.ts";
import { listApis } from "../../../lib/management-api.ts";
import { queryKeys } from "../../../lib/query-keys.ts";
import { useMay } from "../../../lib/use-may.ts";
import { LoadingRows } from "../loading-rows.tsx";
import { EffectiveTable } from "./effective-table.tsx";
import { OwnPricesCard } from "./own-prices-card.tsx";
import { PriceDialog } from "./price-dialog.tsx";
import { draftOfModel, draftOfPrice } from "./price-draft.ts";
import { RepriceDialog } from "./reprice-dialog.tsx";

type Editing = { readonly price: ModelPriceResource } | { readonly row: EffectivePrice | null };

/** What each model costs, by whom that is said, and how to say otherwise. */
export function PricesPage() {
  const effective = useQuery({ queryKey: queryKeys.effectivePrices, queryFn: ({ signal }) => readEffectivePrices({ signal }) });
  const own = useQuery({ queryKey: queryKeys.modelPrices, queryFn: ({ signal }) => listModelPrices({ signal }) });
  const apis = useQuery({ queryKey: queryKeys.apiList, queryFn: listApis }).data ?? [];
  const mayChange = useMay("settings:manage");
  const [editing, setEditing] = useState<Editing | null>(null);
  const [repricing, setRepricing] = useState(false);
  return (
    <>
      <UnpricedNote isOfPrices />
      <Card
        flush
        title="Models"
        note={effective.data ? `catalogue: ${effective.data.catalogue}` : null}
        actions={
          mayChange ? (
            <>
              <Button icon={<History aria-hidden />} onClick={() => setRepricing(true)}>
                Reprice
              </Button>
              <Button variant="primary" icon={<Plus aria-hidden />} onClick={() => setEditing({ row: null })}>
                Add a price
              </Button>
            </>
          ) : null
        }
      >
        {effective.error && !effective.data ? (
          <ErrorState
            title="The prices could not be loaded"
            message={effective.error.message}
            onRetry={() => void effective.refetch()}
            busy={effective.isFetching}
          />
        ) : !effective.data ? (
          <LoadingRows label="Loading the prices" />
        ) : effective.data.data.length === 0 ? (
          <EmptyState title="No models yet" icon={<Coins aria-hidden />}>
            The models of your APIs stand here with what they cost, as soon as there is an API.
          </EmptyState>
        ) : (
          <EffectiveTable rows={effective.data.data} onSet={mayChange ? (row) => setEditing({ row }) : null} />
        )}
      </Card>
      <OwnPricesCard prices={own.data ?? null} apis={apis} onEdit={mayChange ? (price) => setEditing({ price }) : null} />
      {editing ? (
        <PriceDialog
          id={"price" in editing ? editing.price.id : null}
          start={"price" in editing ? draftOfPrice(editing.price) : draftOfModel(editing.row, new Date())}
          apis={apis}
          onClose={() => setEditing(null)}
        />
      ) : null}
      {repricing ? <RepriceDialog apis={apis} onClose={() => setRepricing(false)} /> : null}
    </>
  );
}
