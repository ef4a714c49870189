import type { Change } from "@sluice/definition/resources";

/** Changes in words, each with what it was and what it is. */
export function ChangeList({ changes }: { readonly changes: readonly Change[] }) {
  return (
    <ul className="rounded-md border border-line">
      {changes.map((change) => (
        <li key={`${change.path} ${change.summary}`} className="grid gap-1.5 border-t border-line px-4 py-3 first:border-t-0">
          <div className="flex flex-wrap items-baseline gap-x-3">
            <span className="font-medium">{change.summary}</span>
            <code className="text-xs text-muted wrap-anywhere">{change.path}</code>
          </div>
          {change.before === undefined && change.after === undefined ? null : (
            <dl className="grid grid-cols-[64px_minmax(0,1fr)] gap-y-1">
              <Value term="Before" value={change.before} />
              <Value term="After" value={change.after} />
            </dl>
          )}
        </li>
      ))}
    </ul>
  );
}

function Value({ term, value }: { readonly term: string; readonly value: Change["before"] }) {
  return (
    <>
      <dt className="text-muted">{term}</dt>
      <dd className="min-w-0">
        {value === undefined ? (
          <span className="text-muted">nothing</span>
        ) : (
          <code className="block max-h-40 overflow-auto whitespace-pre-wrap wrap-anywhere">
            {typeof value === "string" ? value : JSON.stringify(value, null, 2)}
          </code>
        )}
      </dd>
    </>
  );
}
