"use client";

import type { ModelPriceResource } from "@sluice/definition/prices";
import type { ApiSummary } from "@sluice/definition/resources";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Ellipsis, Pencil, Trash2 } from "lucide-react";
import { useState } from "react";
import { toast } from "sonner";
import { Badge } from "../../../components/ui/badge.tsx";
import { Card } from "../../../components/ui/card.tsx";
import { ConfirmDialog } from "../../../components/ui/confirm-dialog.tsx";
import { IconButton } from "../../../components/ui/icon-button.tsx";
import { Menu } from "../../../components/ui/menu.tsx";
import { Cell, HeadCell, Row, Table } from "../../../components/ui/table.tsx";
import { deleteModelPrice } from "../../../lib/cost-api.ts";
import { formatDateTime, plural } from "../../../lib/format.ts";
import { queryKeys } from "../../../lib/query-keys.ts";
import { PriceWord } from "./price-word.tsx";

export interface OwnPricesCardProps {
  /** Null while they load. */
  readonly prices: readonly ModelPriceResource[] | null;
  readonly apis: readonly Pick<ApiSummary, "id" | "name">[];
  readonly onEdit: ((price: ModelPriceResource) => void) | null;
}

/** Prices of one's own, those that have ended and those to come too. Nothing where there are none. */
export function OwnPricesCard({ prices, apis, onEdit }: OwnPricesCardProps) {
  const [deleting, setDeleting] = useState<ModelPriceResource | null>(null);
  if (!prices || prices.length === 0) return null;
  const names = new Map(apis.map(({ id, name }) => [id, name]));
  return (
    <Card flush title="Own prices" note="they go before definitions and the catalogue">
      <Table label="Own prices" reachable>
        <thead>
          <tr>
            <HeadCell>Model</HeadCell>
            <HeadCell className="max-wide:hidden">In force</HeadCell>
            <HeadCell numeric>Input</HeadCell>
            <HeadCell numeric>Output</HeadCell>
            <HeadCell className="max-wide:hidden">Note</HeadCell>
            <HeadCell>
              <span className="sr-only">Actions</span>
            </HeadCell>
          </tr>
        </thead>
        <tbody>
          {prices.map((price) => (
            <Row key={price.id}>
              <Cell className="py-1.5 max-wide:w-full max-wide:whitespace-normal">
                <span className="block max-w-60 truncate font-mono text-code max-wide:whitespace-normal max-wide:wrap-anywhere">
                  {price.model}
                </span>
                <span className="block max-w-60 truncate text-xs text-muted max-wide:whitespace-normal">
                  {price.apiId === null ? "every API" : (names.get(price.apiId) ?? "an API that is gone")} · version {price.version}
                </span>
                <span className="block text-xs wide:hidden">
                  <InForce price={price} />
                </span>
              </Cell>
              <Cell className="max-wide:hidden">
                <InForce price={price} />
              </Cell>
              <Amount price={price} of="inputPrice" />
              <Amount price={price} of="outputPrice" />
              <Cell className="max-w-60 truncate text-muted max-wide:hidden">{price.note}</Cell>
              <Cell className="text-right">
                {onEdit ? (
                  <Menu
                    trigger={<IconButton plain size="sm" label={`More for ${price.model}`} icon={<Ellipsis aria-hidden />} />}
                    groups={[
                      [{ label: "Change", icon: <Pencil aria-hidden />, onSelect: () => onEdit(price) }],
                      [{ label: "Take away", icon: <Trash2 aria-hidden />, danger: true, onSelect: () => setDeleting(price) }],
                    ]}
                  />
                ) : null}
              </Cell>
            </Row>
          ))}
        </tbody>
      </Table>
      {deleting ? <DeletePrice price={deleting} onClose={() => setDeleting(null)} /> : null}
    </Card>
  );
}

function InForce({ price: { effectiveFrom, effectiveUntil } }: { readonly price: ModelPriceResource }) {
  return (
    <>
      <span className="block" suppressHydrationWarning>
        {formatDateTime(effectiveFrom)} {Date.parse(effectiveFrom) > Date.now() ? <Badge>to come</Badge> : null}
      </span>
      {effectiveUntil ? (
        <span className="block text-xs text-muted" suppressHydrationWarning>
          until {formatDateTime(effectiveUntil)}
        </span>
      ) : null}
    </>
  );
}

function Amount({ price, of }: { readonly price: ModelPriceResource; readonly of: "inputPrice" | "outputPrice" }) {
  const [first, ...higher] = price.tiers;
  const amount = first?.[of] ?? null;
  return (
    <Cell numeric>
      {amount === null ? <span className="text-faint">–</span> : <PriceWord amount={amount} currency={price.currency} />}
      {higher.length > 0 && of === "outputPrice" ? (
        <span className="block text-xs text-muted max-wide:hidden">{plural(higher.length, "higher tier")}</span>
      ) : null}
    </Cell>
  );
}

function DeletePrice({ price, onClose }: { readonly price: ModelPriceResource; readonly onClose: () => void }) {
  const client = useQueryClient();
  const remove = useMutation({
    mutationFn: () => deleteModelPrice(price.id),
    onSuccess: () => {
      toast.success(`The price of ${price.model} is taken away.`);
      onClose();
      return client.invalidateQueries({ queryKey: queryKeys.allPrices });
    },
  });
  return (
    <ConfirmDialog
      open
      onOpenChange={onClose}
      title={`Take away the price of ${price.model}?`}
      confirmLabel="Take away"
      danger
      busy={remove.isPending}
      onConfirm={() => remove.mutate()}
    >
      <p>
        Requests from now on cost what the definition or the catalogue says. Those that it has priced keep their cost until they are
        repriced.
      </p>
      {remove.error ? <p className="mt-2 text-danger">{remove.error.message}</p> : null}
    </ConfirmDialog>
  );
}
