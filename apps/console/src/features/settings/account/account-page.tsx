"use client";

import { useMe } from "../../../lib/use-me.ts";
import { LoadingRows } from "../loading-rows.tsx";
import { SessionsCard } from "../sessions/sessions-card.tsx";
import { TokensCard } from "../tokens/tokens-card.tsx";
import { PasswordCard } from "./password-card.tsx";
import { ProfileCard } from "./profile-card.tsx";

/** One's own account. */
export function AccountPage() {
  const { data: me } = useMe();
  if (!me) return <LoadingRows label="Loading your account" />;
  return (
    <>
      <div className="grid items-start gap-4 roomy:grid-cols-2">
        <ProfileCard me={me} />
        <PasswordCard me={me} />
      </div>
      <SessionsCard personId={me.id} own />
      {me.permissions.includes("tokens:own") ? <TokensCard /> : null}
    </>
  );
}
