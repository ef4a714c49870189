"use client";

import type { ApplicationRole } from "@sluice/definition/access";
import type { MemberResource } from "@sluice/definition/consumers";
import { useMutation, useQuery } from "@tanstack/react-query";
import { UserMinus } from "lucide-react";
import { useState } from "react";
import { toast } from "sonner";
import { RefusalNote } from "../../components/api-actions/refusal-note.tsx";
import { Card } from "../../components/ui/card.tsx";
import { ConfirmDialog } from "../../components/ui/confirm-dialog.tsx";
import { ErrorState } from "../../components/ui/error-state.tsx";
import { IconButton } from "../../components/ui/icon-button.tsx";
import { Select } from "../../components/ui/select.tsx";
import { Skeleton } from "../../components/ui/skeleton.tsx";
import { queryKeys } from "../../lib/query-keys.ts";
import { AddMember } from "./add-member.tsx";
import { changeMember, listMembers, removeMember } from "./applications-calls.ts";
import { MEMBER_ROLES, memberRoleLabel } from "./member-roles.ts";
import { may, useApplication, useApplicationChanged } from "./use-application.ts";

type Member = MemberResource<ApplicationRole>;

/** Who may use an application, and as what. */
export function MembersPage({ id }: { readonly id: string }) {
  const { data: application } = useApplication(id);
  const { data, error, refetch, isFetching } = useQuery({
    queryKey: queryKeys.applicationMembers(id),
    queryFn: ({ signal }) => listMembers(id, { signal }),
  });
  const [leaving, setLeaving] = useState<Member | null>(null);
  if (!application) return null;
  if (error && !data)
    return <ErrorState title="The members could not be loaded" message={error.message} onRetry={() => void refetch()} busy={isFetching} />;
  if (!data) return <Skeleton className="h-48 w-full max-w-160" />;
  const mayOwn = may(application, "applications:own");
  return (
    <div className="grid max-w-160 gap-4">
      {mayOwn ? <AddMember applicationId={id} members={data} /> : null}
      <Card title="Members" flush>
        {data.length === 0 ? (
          <p className="px-4 py-3 text-muted">Nobody: it is looked after by whoever may do so everywhere.</p>
        ) : (
          <ul>
            {data.map((member) => (
              <MemberRow key={member.userId} applicationId={id} member={member} mayOwn={mayOwn} onRemove={() => setLeaving(member)} />
            ))}
          </ul>
        )}
      </Card>
      {leaving ? <RemoveDialog applicationId={id} member={leaving} onClose={() => setLeaving(null)} /> : null}
    </div>
  );
}

interface MemberRowProps {
  readonly applicationId: string;
  readonly member: Member;
  readonly mayOwn: boolean;
  readonly onRemove: () => void;
}

function MemberRow({ applicationId, member, mayOwn, onRemove }: MemberRowProps) {
  const changed = useApplicationChanged();
  const change = useMutation({
    mutationFn: (role: ApplicationRole) => changeMember(applicationId, { userId: member.userId, role }),
    onError: (error) => toast.error(error.message),
    onSettled: changed,
  });
  return (
    <li className="flex min-h-14 flex-wrap items-center gap-x-3 gap-y-1 border-line px-4 py-2 not-first:border-t">
      <span className="grid min-w-40 flex-1">
        <span className="wrap-anywhere">{member.name}</span>
        <span className="text-xs wrap-anywhere text-muted">{member.email}</span>
      </span>
      {mayOwn ? (
        <>
          <Select
            aria-label={`Role of ${member.name}`}
            className="w-28!"
            value={change.variables && change.isPending ? change.variables : member.role}
            onValueChange={(role) => change.mutate(role)}
            options={MEMBER_ROLES}
          />
          <IconButton size="sm" label={`Remove ${member.name}`} icon={<UserMinus aria-hidden />} onClick={onRemove} />
        </>
      ) : (
        <span className="text-muted">{memberRoleLabel(member.role)}</span>
      )}
    </li>
  );
}

interface RemoveDialogProps {
  readonly applicationId: string;
  readonly member: Member;
  readonly onClose: () => void;
}

function RemoveDialog({ applicationId, member, onClose }: RemoveDialogProps) {
  const changed = useApplicationChanged();
  const remove = useMutation({
    mutationFn: () => removeMember(applicationId, member.userId),
    onSuccess: async () => {
      await changed();
      onClose();
    },
  });
  return (
    <ConfirmDialog
      trouble={remove.error ? <RefusalNote title="They are still a member" error={remove.error} /> : null}
      open
      onOpenChange={onClose}
      title={`Remove ${member.name}?`}
      confirmLabel="Remove"
      danger
      busy={remove.isPending}
      onConfirm={() => remove.mutate()}
    >
      <p>They see this application no more. Keys that they copied go on working: renew those that they had.</p>
    </ConfirmDialog>
  );
}
