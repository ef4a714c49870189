"use client";

import type { ApiKeyResource } from "@sluice/definition/consumers";
import { Ban, CalendarClock, Ellipsis } from "lucide-react";
import type { KeyListProps } from "../../components/subscription-keys/key-list.tsx";
import { Ago } from "../../components/ui/ago.tsx";
import { IconButton } from "../../components/ui/icon-button.tsx";
import { Menu } from "../../components/ui/menu.tsx";
import { Cell, HeadCell, Row, Table } from "../../components/ui/table.tsx";
import { formatDateTime } from "../../lib/format.ts";

/** Keys by their last four characters, where there is room for columns. */
export function KeyTable({ label, keys, onAsk }: KeyListProps) {
  if (keys.length === 0) return null;
  return (
    <Table label={label} reachable>
      <thead>
        <tr>
          <HeadCell>Key</HeadCell>
          <HeadCell className="max-wide:hidden">Made</HeadCell>
          <HeadCell className="max-wide:hidden">Last used</HeadCell>
          <HeadCell>Ends</HeadCell>
          {onAsk ? (
            <HeadCell>
              <span className="sr-only">Actions</span>
            </HeadCell>
          ) : null}
        </tr>
      </thead>
      <tbody>
        {keys.map((key) => (
          <Row key={key.id}>
            <Cell className="py-2 whitespace-normal!">
              <code>{key.key}</code>
              {key.name ? <span className="ml-2 wrap-anywhere text-muted">{key.name}</span> : null}
            </Cell>
            <Cell className="max-wide:hidden">
              <Ago iso={key.createdAt} never="" />
            </Cell>
            <Cell className="max-wide:hidden">
              <Ago iso={key.lastUsedAt} never="never" />
            </Cell>
            <Cell className="whitespace-normal!">
              <Ends apiKey={key} />
            </Cell>
            {onAsk ? (
              <Cell className="w-14 text-right">
                <Menu
                  trigger={<IconButton plain size="sm" label={`More for the key ${key.name || key.key}`} icon={<Ellipsis aria-hidden />} />}
                  groups={[
                    [{ label: "Set expiry", icon: <CalendarClock aria-hidden />, onSelect: () => onAsk("expiry", key) }],
                    [{ label: "Revoke", icon: <Ban aria-hidden />, danger: true, onSelect: () => onAsk("revoke", key) }],
                  ]}
                />
              </Cell>
            ) : null}
          </Row>
        ))}
      </tbody>
    </Table>
  );
}

function Ends({ apiKey: { revokedAt, expiresAt } }: { readonly apiKey: ApiKeyResource }) {
  if (revokedAt) return <span suppressHydrationWarning>revoked {formatDateTime(revokedAt)}</span>;
  if (expiresAt) return <span suppressHydrationWarning>{formatDateTime(expiresAt)}</span>;
  return <span className="text-muted">never</span>;
}
