import type { UsageRow } from "@sluice/definition/analytics";
import type { SubscriptionResource } from "@sluice/definition/consumers";
import { Badge } from "../../components/ui/badge.tsx";
import { Cell, HeadCell, Row, Table } from "../../components/ui/table.tsx";
import { formatCount } from "../../lib/format.ts";
import { formatCost, formatLarge } from "../../lib/format-amount.ts";

export interface UsageTableProps {
  readonly rows: readonly UsageRow[];
  /** For their names: usage outlives them. */
  readonly subscriptions: readonly SubscriptionResource[];
}

/** What each subscription used. */
export function UsageTable({ rows, subscriptions }: UsageTableProps) {
  const named = new Map(subscriptions.map((subscription) => [subscription.id, subscription]));
  return (
    <Table label="Usage by subscription" reachable>
      <thead>
        <tr>
          <HeadCell>API and plan</HeadCell>
          <HeadCell numeric>Requests</HeadCell>
          <HeadCell numeric className="max-wide:hidden">
            Failed
          </HeadCell>
          <HeadCell numeric className="max-wide:hidden">
            Tokens in
          </HeadCell>
          <HeadCell numeric className="max-wide:hidden">
            Cached
          </HeadCell>
          <HeadCell numeric className="max-wide:hidden">
            Tokens out
          </HeadCell>
          <HeadCell numeric>Cost</HeadCell>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Row key={row.subscriptionId ?? "none"}>
            <Cell className="py-2 whitespace-normal! wrap-anywhere">
              <Name subscription={named.get(row.subscriptionId ?? "")} />
            </Cell>
            <Cell numeric>{formatCount(row.requests)}</Cell>
            <Cell numeric className="max-wide:hidden">
              {formatCount(row.errors)}
            </Cell>
            <Cell numeric className="max-wide:hidden">
              <Tokens count={row.promptTokens} />
            </Cell>
            <Cell numeric className="max-wide:hidden">
              <Tokens count={row.cachedTokens} />
            </Cell>
            <Cell numeric className="max-wide:hidden">
              <Tokens count={row.completionTokens} />
            </Cell>
            <Cell numeric>{row.cost === null ? <Unpriced row={row} /> : formatCost(row.cost)}</Cell>
          </Row>
        ))}
      </tbody>
    </Table>
  );
}

function Name({ subscription }: { readonly subscription: SubscriptionResource | undefined }) {
  if (!subscription) return <span className="text-muted">a subscription that is gone</span>;
  return (
    <>
      {subscription.apiName} <span className="text-muted">{subscription.planName}</span>
    </>
  );
}

function Tokens({ count }: { readonly count: number | null }) {
  return count === null ? <span className="text-muted">–</span> : formatLarge(count);
}

/** Calls that were refused cost nothing and have no price to miss. */
function Unpriced({ row }: { readonly row: UsageRow }) {
  return row.unpricedTokens > 0 ? <Badge>unpriced</Badge> : <span className="text-muted">–</span>;
}
