import type { Encryption } from "@sluice/definition/settings";
import { Badge } from "../../../components/ui/badge.tsx";
import { Cell, HeadCell, Row, Table } from "../../../components/ui/table.tsx";
import { formatCount, formatDateTime } from "../../../lib/format.ts";

export function KeyTable({ keys }: { readonly keys: Encryption["dataKeys"] }) {
  return (
    <Table label="Data keys" reachable>
      <thead>
        <tr>
          <HeadCell>Key</HeadCell>
          <HeadCell className="max-wide:hidden">Made</HeadCell>
          <HeadCell className="max-wide:hidden">Replaced</HeadCell>
          <HeadCell numeric>Secrets</HeadCell>
        </tr>
      </thead>
      <tbody>
        {keys.map(({ id, createdAt, retiredAt, secrets }) => (
          <Row key={id}>
            <Cell className="max-wide:py-2">
              <span className="flex items-center gap-2">
                <code title={id}>{id.slice(0, 8)}</code>
                {retiredAt === null ? <Badge tone="ok">In force</Badge> : <Badge>Retired</Badge>}
              </span>
              {/* What has columns of its own where there is room. */}
              <span className="grid text-xs text-muted wide:hidden">
                <span>
                  made <When at={createdAt} />
                </span>
                {retiredAt === null ? null : (
                  <span>
                    replaced <When at={retiredAt} />
                  </span>
                )}
              </span>
            </Cell>
            <Cell className="max-wide:hidden">
              <When at={createdAt} />
            </Cell>
            <Cell className="max-wide:hidden">{retiredAt === null ? <span className="text-faint">–</span> : <When at={retiredAt} />}</Cell>
            <Cell numeric>{formatCount(secrets)}</Cell>
          </Row>
        ))}
      </tbody>
    </Table>
  );
}

function When({ at }: { readonly at: string }) {
  return (
    <time dateTime={at} suppressHydrationWarning>
      {formatDateTime(at)}
    </time>
  );
}
