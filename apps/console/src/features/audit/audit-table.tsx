import type { AuditEntryResource } from "@sluice/definition/audit";
import Link from "next/link";
import { LINK } from "../../components/ui/link-class.ts";
import { Cell, HeadCell, Row, Table } from "../../components/ui/table.tsx";
import { formatDateTime } from "../../lib/format.ts";
import type { AuditFilterName } from "./audit-query.ts";
import { auditedObject } from "./objects.ts";

export interface AuditTableProps {
  readonly entries: readonly AuditEntryResource[];
  readonly onOpen: (entry: AuditEntryResource) => void;
  readonly onFilter: (name: AuditFilterName, value: string) => void;
}

export function AuditTable({ entries, onOpen, onFilter }: AuditTableProps) {
  return (
    <Table label="Audit">
      <thead>
        <tr>
          <HeadCell className="max-wide:hidden">When</HeadCell>
          <HeadCell className="max-wide:hidden">Who</HeadCell>
          <HeadCell className="w-full">What</HeadCell>
          <HeadCell className="min-w-52 max-wide:hidden">Object</HeadCell>
          <HeadCell className="max-wide:hidden">From where</HeadCell>
        </tr>
      </thead>
      <tbody>
        {entries.map((entry) => (
          <Entry key={entry.id} entry={entry} onOpen={onOpen} onFilter={onFilter} />
        ))}
      </tbody>
    </Table>
  );
}

/** Changes that are said in the table; the entry has all of them. */
const MOST_SAID = 2;

function Entry({ entry, onOpen, onFilter }: Omit<AuditTableProps, "entries"> & { readonly entry: AuditEntryResource }) {
  const { actor, at, ip, summary, changes } = entry;
  const said = changes.slice(0, MOST_SAID).join(" · ");
  const more = changes.length - MOST_SAID;
  return (
    <Row>
      <Cell className="align-top py-3 max-wide:hidden">
        <When at={at} />
      </Cell>
      <Cell className="max-w-48 truncate align-top py-3 max-wide:hidden">
        <Who entry={entry} onFilter={onFilter} />
      </Cell>
      <Cell className="py-3 align-top whitespace-normal!">
        <button type="button" onClick={() => onOpen(entry)} className={`${LINK} text-left wrap-anywhere`}>
          {summary}
        </button>
        {said ? (
          <p className="mt-0.5 line-clamp-2 text-xs wrap-anywhere text-muted">
            {said}
            {more > 0 ? ` · ${more} more` : ""}
          </p>
        ) : null}
        {/* What has columns of its own where there is room. */}
        <p className="mt-0.5 text-xs wrap-anywhere text-muted wide:hidden">
          {actor.name} · <When at={at} />
          {ip ? ` · ${ip}` : ""}
        </p>
      </Cell>
      <Cell className="max-w-52 align-top py-3 max-wide:hidden">
        <ObjectName entry={entry} />
      </Cell>
      <Cell className="align-top py-3 font-mono text-code max-wide:hidden">{ip ?? <span className="text-faint">–</span>}</Cell>
    </Row>
  );
}

function When({ at }: { readonly at: string }) {
  return (
    <time dateTime={at} title={at} suppressHydrationWarning>
      {formatDateTime(at)}
    </time>
  );
}

function Who({ entry: { actor }, onFilter }: Pick<AuditTableProps, "onFilter"> & { readonly entry: AuditEntryResource }) {
  if (actor.kind === "anonymous" || actor.kind === "system") return <span className="text-muted">{actor.name}</span>;
  return (
    <>
      <button
        type="button"
        title={`Only entries of ${actor.name}`}
        onClick={() => onFilter("actorId", actor.id)}
        className="hover:underline"
      >
        {actor.name}
      </button>
      {actor.kind === "token" ? <span className="text-muted"> by token</span> : null}
    </>
  );
}

function ObjectName({ entry }: { readonly entry: AuditEntryResource }) {
  const { kind, name, href } = auditedObject(entry);
  return (
    <span className="grid">
      {href ? (
        <Link href={href} className={`${LINK} truncate`}>
          {name || kind}
        </Link>
      ) : name ? (
        <span className="truncate" title={name}>
          {name}
        </span>
      ) : null}
      {name || !href ? <span className={name ? "text-xs text-muted" : ""}>{kind}</span> : null}
    </span>
  );
}
