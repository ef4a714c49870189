"use client";

import type { LogEntry } from "@sluice/definition/logs";
import Link from "next/link";
import type { ReactNode } from "react";
import { LINK } from "../../components/ui/link-class.ts";
import { Skeleton } from "../../components/ui/skeleton.tsx";
import { formatCount, formatMs, plural } from "../../lib/format.ts";
import { formatCost } from "../../lib/format-amount.ts";
import { paths } from "../../lib/paths.ts";
import type { Answer } from "./conversation.ts";
import { usePlace } from "./playground-context.ts";
import { tokenBuckets, toldBuckets } from "./token-buckets.ts";
import { type LedgerRow, useLedgerRow } from "./use-ledger-row.ts";

/** What an answer took: its times as this page saw them, tokens and cost as the ledger has them. */
export function AnswerFigures({ answer }: { readonly answer: Answer }) {
  const { apiId } = usePlace();
  const { requestId, firstTokenMs, totalMs, state, usage } = answer;
  const { row, isMissed } = useLedgerRow(apiId, requestId, state !== "running");
  const buckets = tokenBuckets(row?.usage.buckets ?? toldBuckets(usage));
  return (
    <footer className="text-xs">
      <dl aria-label="What it took" className="flex flex-wrap gap-x-4 gap-y-1">
        {buckets.map(({ label, tokens }) => (
          <Figure key={label} label={label}>
            {row?.usage.provenance === "estimated" ? "≈ " : ""}
            {formatCount(tokens)}
          </Figure>
        ))}
        {requestId && state !== "running" ? (
          <Figure label="Cost">
            <Cost row={row} isMissed={isMissed} />
          </Figure>
        ) : null}
        {firstTokenMs === null ? null : <Figure label="First token">{formatMs(firstTokenMs)}</Figure>}
        {totalMs === null ? null : <Figure label="Total">{formatMs(totalMs)}</Figure>}
        {requestId && answer.problem === null ? (
          <div>
            <dt className="sr-only">Request</dt>
            <dd>
              <Link href={paths.apiLog(apiId, requestId)} className={LINK}>
                Why
              </Link>
            </dd>
          </div>
        ) : null}
      </dl>
      {row ? <Provenance usage={row.usage} /> : null}
      {isMissed ? <p className="mt-1 text-muted">The ledger does not have it yet; the logs will, once it is written.</p> : null}
    </footer>
  );
}

function Figure({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div className="flex gap-1">
      <dt className="text-muted">{label}</dt>
      <dd className="font-medium">{children}</dd>
    </div>
  );
}

function Cost({ row, isMissed }: LedgerRow) {
  if (!row) return isMissed ? "–" : <Skeleton className="w-12" />;
  if (row.cost !== null) return formatCost(row.cost);
  return row.usage.totalTokens ? "unpriced" : "–";
}

const WORDS = {
  reported: null,
  drained: "You left; the gateway read on until the provider told the usage.",
  estimated: "Estimated by the gateway: the provider did not tell the usage.",
  none: null,
} as const satisfies Record<LogEntry["usage"]["provenance"], string | null>;

function Provenance({ usage }: Pick<LogEntry, "usage">) {
  const words = WORDS[usage.provenance];
  if (words === null) return null;
  return (
    <p className="mt-1 text-muted">
      {words}
      {usage.estimateError === null ? null : ` It may be off by ${plural(usage.estimateError, "token")}, either way.`}
    </p>
  );
}
