import { scaleTop } from "../../components/charts/scale.ts";
import { formatCount } from "../../lib/format.ts";
import { formatCost, formatLarge } from "../../lib/format-amount.ts";
import type { UsageDay } from "./usage-days.ts";

const dayName = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", timeZone: "UTC" });
/** More would run into each other at 390 pixels. */
const MOST_NAMES = 5;

/** Tokens of each day, output over input. A day without a request has no bar. */
export function DayChart({ days }: { readonly days: readonly UsageDay[] }) {
  const largest = Math.max(...days.map(({ row }) => row?.totalTokens ?? 0));
  const top = scaleTop(largest);
  const named = Math.ceil(days.length / MOST_NAMES);
  return (
    <figure className="m-0 px-4 pt-3 pb-4">
      <div className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3">
        <div aria-hidden className="flex h-40 flex-col justify-between text-right text-xs text-muted">
          <span className="-mt-2">{formatLarge(top)}</span>
          <span>{top >= 2 ? formatLarge(top / 2) : ""}</span>
          <span className="-mb-2">0</span>
        </div>
        <ol
          aria-label="Tokens by day"
          className="flex h-40 items-end gap-px border-b border-line bg-[linear-gradient(var(--chart-grid)_1px,transparent_1px)] bg-[length:100%_50%] wide:gap-1"
        >
          {days.map((day) => (
            <Bar key={day.timestamp} day={day} top={top} />
          ))}
        </ol>
        <div aria-hidden className="col-start-2 mt-1.5 flex text-xs text-muted">
          {days.map(({ timestamp }, at) => (
            <span key={timestamp} className="w-0 flex-1 whitespace-nowrap">
              {at % named === 0 ? nameOf(timestamp) : ""}
            </span>
          ))}
        </div>
      </div>
      <figcaption className="mt-3 flex gap-4 text-xs text-muted">
        <Legend colour="var(--token-out)">Output</Legend>
        <Legend colour="var(--token-in)">Input</Legend>
      </figcaption>
    </figure>
  );
}

function Bar({ day: { timestamp, row }, top }: { readonly day: UsageDay; readonly top: number }) {
  const height = (tokens: number | null | undefined) => `${((tokens ?? 0) / top) * 100}%`;
  const said = inWords(timestamp, row);
  return (
    <li title={said} className="flex h-full min-w-0 flex-1 flex-col justify-end">
      <span className="sr-only">{said}</span>
      <span aria-hidden className="block bg-[var(--token-out)]" style={{ height: height(row?.completionTokens) }} />
      <span aria-hidden className="block bg-[var(--token-in)]" style={{ height: height(row?.promptTokens) }} />
    </li>
  );
}

function Legend({ colour, children }: { readonly colour: string; readonly children: string }) {
  return (
    <span className="inline-flex items-center gap-1.5">
      <span aria-hidden className="size-2 rounded-[2px]" style={{ background: colour }} />
      {children}
    </span>
  );
}

function nameOf(timestamp: string): string {
  return dayName.format(new Date(timestamp));
}

function inWords(timestamp: string, row: UsageDay["row"]): string {
  if (!row) return `${nameOf(timestamp)}: no request`;
  const tokens =
    row.totalTokens === null
      ? "tokens unknown"
      : `${formatCount(row.promptTokens ?? 0)} tokens in, ${formatCount(row.completionTokens ?? 0)} out`;
  return `${nameOf(timestamp)}: ${formatCount(row.requests)} requests, ${tokens}, ${row.cost === null ? "unpriced" : formatCost(row.cost)}`;
}
