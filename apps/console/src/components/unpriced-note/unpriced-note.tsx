"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { readEffectivePrices } from "../../lib/cost-api.ts";
import { plural } from "../../lib/format.ts";
import { formatLarge } from "../../lib/format-amount.ts";
import { paths } from "../../lib/paths.ts";
import { queryKeys } from "../../lib/query-keys.ts";
import { useMay } from "../../lib/use-may.ts";
import { LINK } from "../ui/link-class.ts";
import { Note } from "../ui/note.tsx";

const MOST_NAMED = 3;

export interface UnpricedNoteProps {
  /** On the page of an API. */
  readonly apiId?: string | undefined;
  /** On the page of prices: no link leads to where one is. */
  readonly isOfPrices?: boolean;
}

/** Says loudly that models were used that have no price: no sum of costs has them. */
export function UnpricedNote({ apiId, isOfPrices = false }: UnpricedNoteProps) {
  const enabled = useMay("apis:read");
  const { data } = useQuery({
    queryKey: queryKeys.effectivePrices,
    queryFn: ({ signal }) => readEffectivePrices({ signal }),
    enabled,
  });
  const used = (data?.data ?? []).filter((row) => row.unpricedRequests > 0 && (apiId === undefined || row.apiId === apiId));
  if (used.length === 0) return null;
  const models = [...new Set(used.map(({ model }) => model))];
  const tokens = used.reduce((sum, row) => sum + row.unpricedTokens, 0);
  const rest = models.length - MOST_NAMED;
  return (
    <Note
      tone="warn"
      title={`${plural(models.length, "model")} without a price`}
      action={
        isOfPrices ? null : (
          <Link href={paths.prices} className={LINK}>
            Set prices
          </Link>
        )
      }
    >
      <span className="font-mono text-code">{models.slice(0, MOST_NAMED).join(", ")}</span>
      {rest > 0 ? ` and ${rest} more` : ""}: {formatLarge(tokens)} tokens of the last 30 days are in no cost.{" "}
      <Link href={`${apiId ? paths.apiLogs(apiId) : paths.logs}?unpriced=true&time=30d`} className={LINK}>
        Show these requests
      </Link>
    </Note>
  );
}
