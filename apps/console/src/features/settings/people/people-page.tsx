"use client";

import { useQuery } from "@tanstack/react-query";
import { Search, UserPlus } from "lucide-react";
import { useDeferredValue, useState } from "react";
import { Button } from "../../../components/ui/button.tsx";
import { Card } from "../../../components/ui/card.tsx";
import { EmptyState } from "../../../components/ui/empty-state.tsx";
import { ErrorState } from "../../../components/ui/error-state.tsx";
import { Pager } from "../../../components/ui/pager.tsx";
import { TextInput } from "../../../components/ui/text-input.tsx";
import { listPeople } from "../../../lib/people-api.ts";
import { queryKeys } from "../../../lib/query-keys.ts";
import { useMay } from "../../../lib/use-may.ts";
import { LoadingRows } from "../loading-rows.tsx";
import { InvitationsCard } from "./invitations-card.tsx";
import { InviteDialog } from "./invite-dialog.tsx";
import { PeopleTable } from "./people-table.tsx";

/** Who there is; and, for those who manage people, who was invited. */
export function PeoplePage() {
  const manages = useMay("people:manage");
  const [inviting, setInviting] = useState(false);
  return (
    <>
      {manages ? <InvitationsCard /> : null}
      <PeopleCard manages={manages} onInvite={() => setInviting(true)} />
      {inviting ? <InviteDialog onClose={() => setInviting(false)} /> : null}
    </>
  );
}

function PeopleCard({ manages, onInvite }: { readonly manages: boolean; readonly onInvite: () => void }) {
  const [text, setText] = useState("");
  const [page, setPage] = useState(1);
  const q = useDeferredValue(text.trim());
  const people = useQuery({
    queryKey: queryKeys.people(q, page),
    queryFn: ({ signal }) => listPeople({ q, page }, { signal }),
    placeholderData: (former) => former,
  });
  return (
    <Card
      title="People"
      note={people.data ? people.data.pagination.totalCount : null}
      flush
      actions={
        <>
          <search className="w-36 wide:w-66">
            <TextInput
              type="search"
              aria-label="Filter by name or email"
              placeholder="Filter"
              lead={<Search aria-hidden />}
              value={text}
              onChange={(event) => {
                setText(event.target.value);
                setPage(1);
              }}
            />
          </search>
          {manages ? (
            <Button variant="primary" icon={<UserPlus aria-hidden />} onClick={onInvite}>
              Invite
            </Button>
          ) : null}
        </>
      }
    >
      {people.isError && !people.data ? (
        <ErrorState
          title="People could not be loaded"
          message={people.error.message}
          onRetry={() => void people.refetch()}
          busy={people.isFetching}
        />
      ) : !people.data ? (
        <LoadingRows label="Loading people" />
      ) : people.data.data.length === 0 ? (
        <EmptyState title={`Nobody by “${q}”`} />
      ) : (
        <>
          <PeopleTable people={people.data.data} manages={manages} />
          <Pager pagination={people.data.pagination} onPage={setPage} />
        </>
      )}
    </Card>
  );
}
