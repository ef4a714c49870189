import type { LogDetail } from "@sluice/definition/logs";
import { CircleCheck, CircleX } from "lucide-react";
import { formatMs, plural } from "../../lib/format.ts";

/** Which providers were asked, and what each of them said. */
export function Attempts({ entry }: { readonly entry: LogDetail }) {
  const { attempts, attemptDetails, provider, endpoint, status, totalMs } = entry;
  if (attempts === 0) return <p className="text-muted">No provider was asked.</p>;
  // The first one answered well: what is to tell of it is in the row itself.
  if (attemptDetails.length === 0)
    return <AttemptList rows={[{ provider: provider ?? "–", endpoint: endpoint ?? "", status, error: null, ms: totalMs }]} />;
  return (
    <>
      <p className="text-muted">{plural(attemptDetails.length, "attempt")}, in this order</p>
      <AttemptList rows={attemptDetails} />
    </>
  );
}

function AttemptList({ rows }: { readonly rows: LogDetail["attemptDetails"] }) {
  return (
    <ol className="rounded-md border border-line">
      {rows.map(({ provider, endpoint, status, error, ms }, at) => {
        const good = error === null && status !== null && status < 400;
        return (
          <li
            // biome-ignore lint/suspicious/noArrayIndexKey: a list that never changes, and an endpoint may be asked twice
            key={at}
            className="grid grid-cols-[16px_minmax(0,1fr)_auto_auto] items-start gap-x-2 border-line px-3 py-1.5 not-first:border-t"
          >
            <span className={good ? "pt-0.5 text-ok" : "pt-0.5 text-danger"}>
              {good ? <CircleCheck aria-label="Answered" /> : <CircleX aria-label="Failed" />}
            </span>
            <span className="wrap-anywhere">
              {endpoint || provider} {endpoint && endpoint !== provider ? <span className="text-muted">{provider}</span> : null}
            </span>
            <span>{status ?? "no answer"}</span>
            <span className="min-w-14 text-right">{formatMs(ms)}</span>
            {error ? <span className="col-start-2 text-muted wrap-anywhere">{error.replaceAll("_", " ")}</span> : null}
          </li>
        );
      })}
    </ol>
  );
}
