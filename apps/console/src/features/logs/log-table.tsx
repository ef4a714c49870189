"use client";

import type { LogEntry } from "@sluice/definition/logs";
import { useRef } from "react";
import { Badge } from "../../components/ui/badge.tsx";
import { HeadCell } from "../../components/ui/table.tsx";
import type { UsagePlace } from "../../components/usage-filters/usage-address.ts";
import { nameOf, useNames } from "../../components/usage-filters/use-names.ts";
import { goTo } from "../../components/usage-filters/use-usage-address.ts";
import { classNames } from "../../lib/class-names.ts";
import { formatCount, formatMs } from "../../lib/format.ts";
import { formatCost } from "../../lib/format-amount.ts";
import { formatMoment } from "../../lib/format-moment.ts";
import { useVisibleRows } from "./use-visible-rows.ts";

export interface LogTableProps {
  readonly entries: readonly LogEntry[];
  readonly opened: string | null;
  readonly place: UsagePlace;
  /** Asks for older ones; null while they come, or when there are none. */
  readonly onEnd: (() => void) | null;
}

const ROW_PX = 36;

/** However many there are, only those near the window are drawn; the others are as high as they would be. */
export function LogTable({ entries, opened, place, onEnd }: LogTableProps) {
  const body = useRef<HTMLTableSectionElement>(null);
  const { first, end } = useVisibleRows(body, entries.length, { rowPx: ROW_PX, onEnd });
  const names = useNames(place.applicationId);
  const narrower = opened ? "roomy:hidden" : "";
  const hidden = {
    api: classNames("max-roomy:hidden", place.apiId ? "hidden" : narrower),
    application: classNames("max-wide:hidden", place.applicationId && "hidden"),
    took: classNames("max-wide:hidden", narrower),
  };
  return (
    <table aria-label="Requests" aria-rowcount={entries.length + 1} className="w-full table-fixed border-collapse">
      <thead>
        <tr aria-rowindex={1}>
          <HeadCell className="w-31 wide:w-48 wide:pl-8!">Time</HeadCell>
          <HeadCell className={classNames("w-28 wide:w-46", opened && "roomy:w-38")}>Status</HeadCell>
          <HeadCell className={hidden.api}>API</HeadCell>
          <HeadCell className={hidden.application}>Application</HeadCell>
          <HeadCell>Model</HeadCell>
          <HeadCell numeric className="w-24 max-wide:hidden">
            Tokens
          </HeadCell>
          <HeadCell numeric className="w-28 max-wide:hidden">
            Cost
          </HeadCell>
          <HeadCell numeric className={classNames("w-24 wide:pr-8!", hidden.took)}>
            Took
          </HeadCell>
        </tr>
      </thead>
      <tbody ref={body}>
        <Space rows={first} />
        {entries.slice(first, end).map((entry, at) => (
          <tr
            key={entry.requestId}
            aria-rowindex={first + at + 2}
            onClick={() => goTo({ request: entry.requestId })}
            className={classNames(
              "h-9 cursor-pointer [&>td]:truncate [&>td]:border-b [&>td]:border-line [&>td]:px-3",
              entry.requestId === opened ? "bg-accent-wash" : "hover:bg-hover",
            )}
          >
            <td className="pl-4! wide:pl-8!">
              <button
                type="button"
                aria-label={`Request ${entry.requestId}, ${formatMoment(entry.timestamp)}`}
                aria-expanded={entry.requestId === opened}
                className="font-mono text-xs text-muted focus-visible:-outline-offset-2"
              >
                {formatMoment(entry.timestamp)}
              </button>
            </td>
            <td>
              <Status entry={entry} />
            </td>
            <td className={hidden.api}>{entry.apiId ? nameOf(names.apis, entry.apiId) : <None />}</td>
            <td className={hidden.application}>{entry.applicationId ? nameOf(names.applications, entry.applicationId) : <None />}</td>
            <td className="font-mono text-code">{entry.modelSent ?? entry.modelAsked ?? <None />}</td>
            <td className="text-right max-wide:hidden">
              <Tokens usage={entry.usage} />
            </td>
            <td className="text-right max-wide:hidden">
              <Cost entry={entry} />
            </td>
            <td className={classNames("text-right wide:pr-8!", hidden.took)}>{formatMs(entry.totalMs)}</td>
          </tr>
        ))}
        <Space rows={entries.length - end} />
      </tbody>
    </table>
  );
}

function Space({ rows }: { readonly rows: number }) {
  return rows === 0 ? null : (
    <tr aria-hidden>
      <td style={{ height: rows * ROW_PX }} />
    </tr>
  );
}

function Status({ entry: { status, errorCode } }: { readonly entry: LogEntry }) {
  if (status < 400) return status;
  return (
    <Badge tone={status < 500 ? "warn" : "danger"} className="max-w-full">
      <span className="truncate">
        {status} <span className="max-wide:hidden">{(errorCode ?? "").replaceAll("_", " ")}</span>
      </span>
    </Badge>
  );
}

/** A guess carries its sign. */
function Tokens({ usage: { totalTokens, provenance } }: { readonly usage: LogEntry["usage"] }) {
  if (totalTokens === null) return <None />;
  return provenance === "estimated" ? (
    <span title="Estimated: the provider gave no count">≈ {formatCount(totalTokens)}</span>
  ) : (
    formatCount(totalTokens)
  );
}

function Cost({ entry: { cost, usage } }: { readonly entry: LogEntry }) {
  if (cost !== null) return formatCost(cost);
  return usage.totalTokens ? <Badge>unpriced</Badge> : <None />;
}

function None() {
  return <span className="text-muted">–</span>;
}
