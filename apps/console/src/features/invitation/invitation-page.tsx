"use client";

import { type OpenedLink, SHORTEST_PASSWORD } from "@sluice/definition/people";
import { useMutation } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { MarkSign } from "../../components/frame/product-mark.tsx";
import { Button } from "../../components/ui/button.tsx";
import { Field } from "../../components/ui/field.tsx";
import { Note } from "../../components/ui/note.tsx";
import { Skeleton } from "../../components/ui/skeleton.tsx";
import { TextInput } from "../../components/ui/text-input.tsx";
import { ApiError } from "../../lib/api-client.ts";
import { signIn } from "../../lib/auth-api.ts";
import { acceptLink, openLink } from "../../lib/people-api.ts";

/** Where an invitation's or a password link's holder comes in. The token stands in the address's fragment, which no server is sent. */
export function InvitationPage() {
  const [token, setToken] = useState("");
  const opened = useMutation({ mutationFn: openLink });
  const { mutate: open } = opened;
  useEffect(() => {
    const fragment = window.location.hash.slice(1);
    setToken(fragment);
    open(fragment);
  }, [open]);
  return (
    <main className="grid min-h-dvh place-items-center px-4 py-8">
      <div className="w-full max-w-90">
        <div className="mb-6 flex items-center gap-2 text-[16px] font-semibold tracking-[-0.015em]">
          <MarkSign />
          Sluice
        </div>
        {opened.error ? (
          <>
            <h1 className="mb-4">This link does not work</h1>
            <Note tone="danger" role="alert">
              <p>{opened.error instanceof ApiError && opened.error.code === "unreachable" ? opened.error.message : UNUSABLE}</p>
            </Note>
          </>
        ) : opened.data ? (
          <AcceptForm token={token} link={opened.data} />
        ) : (
          <div role="status" aria-label="Looking at the link" className="grid gap-4">
            <Skeleton className="h-7 w-40" />
            <Skeleton className="h-8 w-full" />
            <Skeleton className="h-8 w-full" />
          </div>
        )}
      </div>
    </main>
  );
}

const UNUSABLE = "It was used, revoked, or is too old. Ask an administrator for a new one.";

function AcceptForm({ token, link }: { readonly token: string; readonly link: OpenedLink }) {
  const invited = link.kind === "invitation";
  const [name, setName] = useState(link.name);
  const [password, setPassword] = useState("");
  const accept = useMutation({
    mutationFn: async () => {
      const { email } = await acceptLink({ token, password, ...(invited && name.trim() !== "" ? { name } : {}) });
      return signIn(email, password);
    },
    // Loaded anew, without the fragment. Where signing in did not work at once, the door says why.
    onSuccess: ({ ok }) => window.location.replace(ok ? "/" : "/sign-in"),
  });
  const fields = accept.error instanceof ApiError ? accept.error.fields : {};
  return (
    <>
      <h1 className="mb-1">{invited ? "Welcome to Sluice" : "Choose a new password"}</h1>
      <p className="mb-6 text-muted wrap-anywhere">
        {invited ? "Your account is" : "For"} {link.email}
      </p>
      <form
        noValidate
        method="post"
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (!accept.isPending && !accept.isSuccess) accept.mutate();
        }}
      >
        {accept.error && Object.keys(fields).length === 0 ? (
          <Note tone="danger" role="alert">
            <p>{accept.error.message}</p>
          </Note>
        ) : null}
        <input type="hidden" name="username" autoComplete="username" value={link.email} />
        {invited ? (
          <Field label="Name" error={fields["name"]}>
            <TextInput autoComplete="name" value={name} onChange={(event) => setName(event.target.value)} />
          </Field>
        ) : null}
        <Field label="Password" hint={`At least ${SHORTEST_PASSWORD} characters.`} error={fields["password"]}>
          <TextInput type="password" autoComplete="new-password" value={password} onChange={(event) => setPassword(event.target.value)} />
        </Field>
        <Button type="submit" variant="primary" busy={accept.isPending || accept.isSuccess} className="mt-2">
          {invited ? "Create the account" : "Save and sign in"}
        </Button>
      </form>
    </>
  );
}
