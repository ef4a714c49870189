"use client";

import type { AuditEntryResource } from "@sluice/definition/audit";
import { JsonDiff } from "../../components/json-diff/json-diff.tsx";
import { Button } from "../../components/ui/button.tsx";
import { Dialog } from "../../components/ui/dialog.tsx";
import { formatDateTime } from "../../lib/format.ts";
import { auditedObject } from "./objects.ts";

export interface EntryDialogProps {
  readonly entry: AuditEntryResource;
  readonly onClose: () => void;
}

/** One entry: what changed in words, and what stood there before and after. */
export function EntryDialog({ entry, onClose }: EntryDialogProps) {
  const { summary, changes, before, after } = entry;
  return (
    <Dialog open onOpenChange={onClose} size="lg" title={summary} footer={<Button onClick={onClose}>Close</Button>}>
      <div className="grid gap-4">
        <Facts entry={entry} />
        {changes.length > 0 ? (
          <ul className="grid list-disc gap-1 pl-5">
            {changes.map((change) => (
              <li key={change} className="wrap-anywhere">
                {change}
              </li>
            ))}
          </ul>
        ) : null}
        {before === null && after === null ? (
          <p className="text-muted">This entry has nothing to compare: the action says it all.</p>
        ) : (
          <JsonDiff label="Before and after" before={shown(before)} after={shown(after)} />
        )}
      </div>
    </Dialog>
  );
}

/** What every save of an API moves: it would stand in each comparison, and say nothing. */
const MOVING = ["version", "updatedAt", "updatedBy", "pendingChanges", "deploymentState"];

function shown(value: AuditEntryResource["before"]): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value ?? {};
  return Object.fromEntries(Object.entries(value).filter(([field]) => !MOVING.includes(field)));
}

function Facts({ entry }: { readonly entry: AuditEntryResource }) {
  const { actor, action, at, ip, entityId } = entry;
  const { kind, name } = auditedObject(entry);
  const facts = [
    ["Who", actor.kind === "token" ? `${actor.name}, by token` : actor.name],
    ["When", formatDateTime(at)],
    ["From where", ip ?? "not known"],
    ["Action", action],
    ["Object", `${kind} ${name}`.trim()],
    ["Id", entityId],
  ] as const;
  return (
    <dl className="grid grid-cols-[96px_minmax(0,1fr)] gap-x-3 gap-y-1 wide:grid-cols-[96px_minmax(0,1fr)_96px_minmax(0,1fr)]">
      {facts.map(([term, value]) => (
        <div key={term} className="contents">
          <dt className="text-muted">{term}</dt>
          <dd className="wrap-anywhere">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
