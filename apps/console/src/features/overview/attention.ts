import type { UsageRow } from "@sluice/definition/analytics";
import type { ApiSummary } from "@sluice/definition/resources";
import { plural } from "../../lib/format.ts";
import { formatLarge } from "../../lib/format-amount.ts";

export interface Attention {
  readonly api: Pick<ApiSummary, "id" | "name">;
  readonly kind: "refused" | "failing" | "unpriced" | "out-of-sync";
  readonly text: string;
}

/** Failures are daily bread of the net; more than one in fifty is something to look at. */
const FAILING = 0.02;
const ORDER = ["refused", "failing", "unpriced", "out-of-sync"] as const;

/** What somebody should look at, the worst first. `rows` are by API and class of status; without them, only what the APIs themselves say. */
export function attentionOf(apis: readonly ApiSummary[], rows: readonly UsageRow[] | null): readonly Attention[] {
  const found = apis.flatMap((api): Attention[] => {
    const own = (rows ?? []).filter(({ apiId }) => apiId === api.id);
    const requests = own.reduce((sum, row) => sum + row.requests, 0);
    const failed = own.filter(({ status }) => status === "5xx").reduce((sum, row) => sum + row.requests, 0);
    const unpriced = own.reduce((sum, row) => sum + row.unpricedTokens, 0);
    const [refusal] = api.rejectedBy;
    return [
      ...(refusal ? [{ api, kind: "refused" as const, text: `Refused by ${refusal.id}: ${refusal.reason}` }] : []),
      ...(failed > requests * FAILING
        ? [{ api, kind: "failing" as const, text: `${plural(failed, "request")} of ${requests} failed` }]
        : []),
      ...(unpriced > 0 ? [{ api, kind: "unpriced" as const, text: `${formatLarge(unpriced)} tokens of models without a price` }] : []),
      ...(api.deploymentState === "NEED_REDEPLOY" ? [{ api, kind: "out-of-sync" as const, text: "Saved changes are not deployed" }] : []),
    ];
  });
  return found.sort((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind));
}
