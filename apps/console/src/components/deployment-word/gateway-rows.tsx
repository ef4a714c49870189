import { formatMs } from "../../lib/format.ts";
import { type Shape, StateDot } from "../ui/state-dot.tsx";
import type { GatewayRow, GatewayWord } from "./gateway-word.ts";

/** Each gateway's word, with how long it took: the slowest one's bar is the full one. */
export function GatewayRows({ word }: { readonly word: GatewayWord }) {
  return (
    <ul aria-label="Gateways" className="rounded-md border border-line bg-raised">
      {word.rows.map((row) => (
        <li key={row.id} className="border-t border-line px-4 py-2 first:border-t-0">
          <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
            <code className="min-w-14 truncate">{row.id}</code>
            <span className="w-22">
              <StateDot shape={STATES[row.status].shape}>{STATES[row.status].word}</StateDot>
            </span>
            <span aria-hidden className="h-1 max-w-60 min-w-6 flex-1 rounded-sm bg-sunken max-wide:hidden">
              {row.tookMs === null ? null : (
                <span className="block h-1 rounded-sm bg-muted" style={{ width: share(row.tookMs, word.tookMs) }} />
              )}
            </span>
            <span className="w-16 whitespace-nowrap">{row.tookMs === null ? "" : formatMs(row.tookMs)}</span>
            <span className="ml-auto text-muted max-wide:hidden">
              {row.compileMs === null || row.status === "rejected" ? "" : `compiled in ${formatMs(row.compileMs)}`}
            </span>
          </div>
          {row.reason ? <p className="pt-1 text-danger wrap-anywhere">{row.reason}</p> : null}
        </li>
      ))}
    </ul>
  );
}

const STATES = {
  applied: { shape: "on", word: "Applied" },
  rejected: { shape: "bad", word: "Rejected" },
  waiting: { shape: "waiting", word: "Waiting" },
} as const satisfies Record<GatewayRow["status"], { shape: Shape; word: string }>;

function share(tookMs: number, longestMs: number | null): string {
  return longestMs ? `${Math.max(2, Math.round((100 * tookMs) / longestMs))}%` : "100%";
}
