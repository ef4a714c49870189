import type { EffectivePrice, PriceTierResource } from "@sluice/definition/prices";
import { Badge } from "../../../components/ui/badge.tsx";
import { Button } from "../../../components/ui/button.tsx";
import { Cell, HeadCell, Row, Table } from "../../../components/ui/table.tsx";
import { plural } from "../../../lib/format.ts";
import { formatLarge } from "../../../lib/format-amount.ts";
import { PriceWord } from "./price-word.tsx";

const SOURCES = { own: "own price", definition: "definition", catalogue: "catalogue" } as const;

export interface EffectiveTableProps {
  readonly rows: readonly EffectivePrice[];
  /** Null: they may only look. */
  readonly onSet: ((row: EffectivePrice) => void) | null;
}

/** Every model with its price of now; what has none stands first. */
export function EffectiveTable({ rows, onSet }: EffectiveTableProps) {
  const sorted = rows.toSorted((a, b) => Number(b.source === null) - Number(a.source === null));
  return (
    <Table label="Models and what they cost" reachable>
      <thead>
        <tr>
          <HeadCell>Model</HeadCell>
          <HeadCell className="max-wide:hidden">API</HeadCell>
          <HeadCell numeric>Input</HeadCell>
          <HeadCell numeric className="max-wide:hidden">
            Cached
          </HeadCell>
          <HeadCell numeric>Output</HeadCell>
          <HeadCell className="max-wide:hidden">Said by</HeadCell>
          <HeadCell>
            <span className="sr-only">Actions</span>
          </HeadCell>
        </tr>
      </thead>
      <tbody>
        {sorted.map((row) => (
          <ModelRow key={JSON.stringify([row.apiId, row.provider, row.model])} row={row} onSet={onSet} />
        ))}
      </tbody>
    </Table>
  );
}

function ModelRow({ row, onSet }: { readonly row: EffectivePrice; readonly onSet: EffectiveTableProps["onSet"] }) {
  const [tier, ...higher] = row.tiers;
  return (
    <Row>
      <Cell className="py-1.5 max-wide:w-full max-wide:whitespace-normal">
        <span className="block max-w-80 truncate font-mono text-code max-wide:max-w-none max-wide:whitespace-normal max-wide:wrap-anywhere">
          {row.model}
        </span>
        <span className="block text-xs wrap-anywhere text-muted wide:hidden">
          {row.apiName ?? "no API"} · {row.source ? SOURCES[row.source] : "unpriced"}
        </span>
        {row.unpricedRequests > 0 ? (
          <span className="block text-xs text-warn">
            {plural(row.unpricedRequests, "request")}, {formatLarge(row.unpricedTokens)} tokens in no cost
          </span>
        ) : null}
      </Cell>
      <Cell className="max-wide:hidden">
        {row.apiName ?? <span className="text-faint">–</span>} <span className="text-muted">{row.provider}</span>
      </Cell>
      <Cell numeric>
        <Priced tier={tier} of="inputPrice" />
      </Cell>
      <Cell numeric className="max-wide:hidden">
        <Priced tier={tier} of="cacheReadPrice" />
      </Cell>
      <Cell numeric>
        <Priced tier={tier} of="outputPrice" />
        {higher.length > 0 ? (
          <span className="block text-xs text-muted max-wide:hidden">{plural(higher.length, "higher tier")}</span>
        ) : null}
      </Cell>
      <Cell className="max-wide:hidden">
        {row.source ? (
          <span title={row.version ?? ""}>
            <Badge tone={row.source === "own" ? "ok" : "neutral"}>{SOURCES[row.source]}</Badge>
          </span>
        ) : (
          <Badge tone="warn">unpriced</Badge>
        )}
      </Cell>
      <Cell className="text-right">
        {onSet ? (
          <Button
            size="sm"
            onClick={() => onSet(row)}
            aria-label={`Set the price of ${row.model}${row.apiName ? ` of ${row.apiName}` : ""}`}
          >
            Set
          </Button>
        ) : null}
      </Cell>
    </Row>
  );
}

function Priced({
  tier,
  of,
}: {
  readonly tier: PriceTierResource | undefined;
  readonly of: "inputPrice" | "cacheReadPrice" | "outputPrice";
}) {
  const price = tier?.[of] ?? null;
  return price === null ? <span className="text-faint">–</span> : <PriceWord amount={price} currency="USD" />;
}
