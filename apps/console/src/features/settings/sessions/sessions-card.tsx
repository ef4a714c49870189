"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { toast } from "sonner";
import { Ago } from "../../../components/ui/ago.tsx";
import { Badge } from "../../../components/ui/badge.tsx";
import { Button } from "../../../components/ui/button.tsx";
import { Card } from "../../../components/ui/card.tsx";
import { EmptyState } from "../../../components/ui/empty-state.tsx";
import { Cell, HeadCell, Row, Table } from "../../../components/ui/table.tsx";
import { plural } from "../../../lib/format.ts";
import { endSessions, listSessions } from "../../../lib/people-api.ts";
import { queryKeys } from "../../../lib/query-keys.ts";
import { LoadingRows } from "../loading-rows.tsx";
import { describeDevice } from "./describe-device.ts";

/** Where a person is signed in, and the end of it. One's own last one is ended by signing out. */
export function SessionsCard({ personId, own }: { readonly personId: string; readonly own: boolean }) {
  const client = useQueryClient();
  const { data: sessions, error } = useQuery({
    queryKey: queryKeys.sessions(personId),
    queryFn: ({ signal }) => listSessions(personId, { signal }),
  });
  const end = useMutation({
    mutationFn: (which: Parameters<typeof endSessions>[1]) => endSessions(personId, which),
    onSuccess: ({ ended }) => toast.success(`${plural(ended, "session")} ended.`),
    onError: (refusal) => toast.error("The session was not ended.", { description: refusal.message }),
    onSettled: () => client.invalidateQueries({ queryKey: queryKeys.sessions(personId) }),
  });
  const others = sessions?.filter(({ current }) => !current) ?? [];
  const here = sessions?.filter(({ current }) => current) ?? [];
  return (
    <Card
      title="Sessions"
      note={sessions?.length}
      flush
      actions={
        others.length > 0 ? (
          <Button size="sm" busy={end.isPending} onClick={() => end.mutate({ keepCurrent: true })}>
            {own ? "End all others" : "End all"}
          </Button>
        ) : null
      }
    >
      {error ? <EmptyState title="The sessions could not be loaded">{error.message}</EmptyState> : null}
      {!sessions && !error ? <LoadingRows label="Loading the sessions" /> : null}
      {sessions?.length === 0 ? <EmptyState title="Not signed in anywhere" /> : null}
      {sessions && sessions.length > 0 ? (
        <Table label="Sessions" reachable>
          <thead>
            <tr>
              <HeadCell>Device</HeadCell>
              <HeadCell>Address</HeadCell>
              <HeadCell>Signed in</HeadCell>
              <HeadCell>Last used</HeadCell>
              <HeadCell>
                <span className="sr-only">Actions</span>
              </HeadCell>
            </tr>
          </thead>
          <tbody>
            {[...here, ...others].map((session) => (
              <Row key={session.id}>
                <Cell title={session.userAgent ?? undefined}>
                  {describeDevice(session.userAgent)} {session.current ? <Badge>This one</Badge> : null}
                </Cell>
                <Cell>
                  <code className="text-muted">{session.ip ?? "unknown"}</code>
                </Cell>
                <Cell className="text-muted">
                  <Ago iso={session.createdAt} />
                </Cell>
                <Cell className="text-muted">
                  <Ago iso={session.lastUsedAt} />
                </Cell>
                <Cell className="text-right">
                  {session.current ? null : (
                    <Button
                      size="sm"
                      aria-label={`End the session of ${describeDevice(session.userAgent)}`}
                      onClick={() => end.mutate({ sessionId: session.id })}
                    >
                      End
                    </Button>
                  )}
                </Cell>
              </Row>
            ))}
          </tbody>
        </Table>
      ) : null}
    </Card>
  );
}
