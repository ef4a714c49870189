"use client";

import type { Invitation } from "@sluice/definition/people";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { toast } from "sonner";
import { Ago } from "../../../components/ui/ago.tsx";
import { Button } from "../../../components/ui/button.tsx";
import { Card } from "../../../components/ui/card.tsx";
import { Cell, HeadCell, Row, Table } from "../../../components/ui/table.tsx";
import { formatDateTime } from "../../../lib/format.ts";
import { listOpenInvitations, revokeInvitation } from "../../../lib/people-api.ts";
import { queryKeys } from "../../../lib/query-keys.ts";
import { roleLabel } from "../role-words.ts";

/** Links that nobody has used yet. Nothing where there are none. */
export function InvitationsCard() {
  const client = useQueryClient();
  const { data: invitations } = useQuery({ queryKey: queryKeys.invitations, queryFn: listOpenInvitations });
  const revoke = useMutation({
    mutationFn: ({ id }: Invitation) => revokeInvitation(id),
    onSuccess: ({ email }) => toast.success(`The invitation of ${email} is revoked.`),
    onError: (error) => toast.error("The invitation was not revoked.", { description: error.message }),
    onSettled: () => client.invalidateQueries({ queryKey: queryKeys.invitations }),
  });
  if (!invitations || invitations.length === 0) return null;
  return (
    <Card title="Open invitations" note={invitations.length} flush>
      <Table label="Open invitations">
        <thead>
          <tr>
            <HeadCell>Email</HeadCell>
            <HeadCell>Role</HeadCell>
            <HeadCell>Invited by</HeadCell>
            <HeadCell>Made</HeadCell>
            <HeadCell>Works until</HeadCell>
            <HeadCell>
              <span className="sr-only">Actions</span>
            </HeadCell>
          </tr>
        </thead>
        <tbody>
          {invitations.map((invitation) => (
            <Row key={invitation.id}>
              <Cell className="max-w-72 truncate">{invitation.email}</Cell>
              <Cell>{roleLabel(invitation.role)}</Cell>
              <Cell className="text-muted">{invitation.invitedBy}</Cell>
              <Cell className="text-muted">
                <Ago iso={invitation.createdAt} />
              </Cell>
              <Cell className="text-muted">{formatDateTime(invitation.expiresAt)}</Cell>
              <Cell className="text-right">
                <Button size="sm" aria-label={`Revoke the invitation of ${invitation.email}`} onClick={() => revoke.mutate(invitation)}>
                  Revoke
                </Button>
              </Cell>
            </Row>
          ))}
        </tbody>
      </Table>
    </Card>
  );
}
