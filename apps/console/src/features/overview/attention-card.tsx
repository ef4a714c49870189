import type { UsageRow } from "@sluice/definition/analytics";
import type { ApiSummary } from "@sluice/definition/resources";
import Link from "next/link";
import { Badge, type Tone } from "../../components/ui/badge.tsx";
import { Card } from "../../components/ui/card.tsx";
import { LINK } from "../../components/ui/link-class.ts";
import { paths } from "../../lib/paths.ts";
import { type Attention, attentionOf } from "./attention.ts";

const KINDS: Readonly<Record<Attention["kind"], { readonly word: string; readonly tone: Tone; readonly href: (id: string) => string }>> = {
  refused: { word: "refused", tone: "danger", href: paths.deployments },
  failing: { word: "failing", tone: "danger", href: (id) => `${paths.apiLogs(id)}?status=5xx` },
  unpriced: { word: "unpriced", tone: "warn", href: () => paths.prices },
  "out-of-sync": { word: "out of sync", tone: "neutral", href: paths.api },
};

export interface AttentionCardProps {
  readonly apis: readonly ApiSummary[];
  /** Null while it is not known which requests there were. */
  readonly byApi: readonly UsageRow[] | null;
}

/** APIs that somebody should look at. */
export function AttentionCard({ apis, byApi }: AttentionCardProps) {
  const found = attentionOf(apis, byApi);
  return (
    <Card title="Needs attention" note={found.length === 0 ? null : found.length} flush>
      {found.length === 0 ? (
        <p className="px-4 py-3 text-muted">
          {byApi
            ? "Nothing: every API serves what is saved, answers, and has its prices."
            : "No API is out of sync or was refused. Requests are not known."}
        </p>
      ) : (
        <ul>
          {found.map(({ api, kind, text }) => (
            <li
              key={`${api.id} ${kind}`}
              className="grid grid-cols-[96px_minmax(0,1fr)] items-center gap-x-3 gap-y-1 border-line px-4 py-2 not-first:border-t max-narrow:grid-cols-1"
            >
              <span>
                <Badge tone={KINDS[kind].tone}>{KINDS[kind].word}</Badge>
              </span>
              <span className="min-w-0">
                <Link href={KINDS[kind].href(api.id)} className={`${LINK} wrap-anywhere`}>
                  {api.name}
                </Link>
                <span className="block text-muted wrap-anywhere">{text}</span>
              </span>
            </li>
          ))}
        </ul>
      )}
      {found.length > 0 && !byApi ? (
        <p className="border-t border-line px-4 py-3 text-muted">Requests are not known: which fail or have no price is not said here.</p>
      ) : null}
    </Card>
  );
}
