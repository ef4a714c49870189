"use client";

import type { ApiTokenResource } from "@sluice/definition/api-tokens";
import { Ago } from "../../../components/ui/ago.tsx";
import { Button } from "../../../components/ui/button.tsx";
import { StateDot } from "../../../components/ui/state-dot.tsx";
import { Cell, HeadCell, Row, Table } from "../../../components/ui/table.tsx";
import { formatDateTime, plural } from "../../../lib/format.ts";
import { useNow } from "../../../lib/use-now.ts";

export interface TokenTableProps {
  readonly tokens: readonly ApiTokenResource[];
  readonly onRevoke: (token: ApiTokenResource) => void;
}

export function TokenTable({ tokens, onRevoke }: TokenTableProps) {
  const nowMs = useNow();
  return (
    <Table label="API tokens" reachable>
      <thead>
        <tr>
          <HeadCell>Name</HeadCell>
          <HeadCell>Token</HeadCell>
          <HeadCell>May</HeadCell>
          <HeadCell>State</HeadCell>
          <HeadCell>Last used</HeadCell>
          <HeadCell>Made</HeadCell>
          <HeadCell>
            <span className="sr-only">Actions</span>
          </HeadCell>
        </tr>
      </thead>
      <tbody>
        {tokens.map((token) => {
          const expired = nowMs !== null && token.expiresAt !== null && Date.parse(token.expiresAt) <= nowMs;
          const living = !token.revokedAt && !expired;
          return (
            <Row key={token.id}>
              <Cell className="max-w-60 truncate">{token.name}</Cell>
              <Cell>
                <code className="text-muted">{token.token}</code>
              </Cell>
              <Cell className="text-muted" title={token.scopes?.join(", ")}>
                {token.scopes ? plural(token.scopes.length, "permission") : "All of its owner's"}
              </Cell>
              <Cell>
                <StateDot shape={living ? "on" : "off"}>
                  {token.revokedAt
                    ? "Revoked"
                    : expired
                      ? "Expired"
                      : token.expiresAt
                        ? `Until ${formatDateTime(token.expiresAt)}`
                        : "No end"}
                </StateDot>
              </Cell>
              <Cell className="text-muted">
                <Ago iso={token.lastUsedAt} />
              </Cell>
              <Cell className="text-muted">
                <Ago iso={token.createdAt} />
              </Cell>
              <Cell className="text-right">
                {living ? (
                  <Button size="sm" aria-label={`Revoke ${token.name}`} onClick={() => onRevoke(token)}>
                    Revoke
                  </Button>
                ) : null}
              </Cell>
            </Row>
          );
        })}
      </tbody>
    </Table>
  );
}
