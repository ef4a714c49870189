"use client";

import { Card } from "../../../components/ui/card.tsx";
import { useMe } from "../../../lib/use-me.ts";

/** One's own account. */
export function AccountPage() {
  const { data: me } = useMe();
  return (
    <Card title="Your account" className="max-w-180">
      <dl className="grid grid-cols-[96px_minmax(0,1fr)] gap-x-4 gap-y-2">
        <dt className="text-muted">Name</dt>
        <dd className="wrap-anywhere">{me?.name}</dd>
        <dt className="text-muted">Email</dt>
        <dd className="wrap-anywhere">{me?.email}</dd>
        <dt className="text-muted">Role</dt>
        <dd className="capitalize">{me?.role}</dd>
      </dl>
    </Card>
  );
}
