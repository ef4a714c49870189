"use client";

import { useRef, useState } from "react";
import { Button } from "../../components/ui/button.tsx";
import { Field } from "../../components/ui/field.tsx";
import { Note } from "../../components/ui/note.tsx";
import { TextInput } from "../../components/ui/text-input.tsx";
import { signIn } from "../../lib/auth-api.ts";

interface Problems {
  readonly email?: string;
  readonly password?: string;
  readonly form?: string;
}

/** Uncontrolled on purpose: password managers fill fields before React is awake. */
export function SignInForm({ next }: { readonly next: string }) {
  const [problems, setProblems] = useState<Problems>({});
  const [busy, setBusy] = useState(false);
  const email = useRef<HTMLInputElement>(null);
  const password = useRef<HTMLInputElement>(null);

  async function submit() {
    if (busy) return;
    const typedEmail = email.current?.value.trim() ?? "";
    const typedPassword = password.current?.value ?? "";
    const missing: Problems = {
      ...(typedEmail === "" ? { email: "Type your email address." } : {}),
      ...(typedPassword === "" ? { password: "Type your password." } : {}),
    };
    setProblems(missing);
    if (missing.email) return email.current?.focus();
    if (missing.password) return password.current?.focus();
    setBusy(true);
    const outcome = await signIn(typedEmail, typedPassword);
    // Loaded anew, not routed: what the server drew for nobody must not be shown to somebody.
    if (outcome.ok) return window.location.assign(next);
    setBusy(false);
    setProblems({ form: outcome.message });
    password.current?.focus();
    password.current?.select();
  }

  return (
    <form
      noValidate
      method="post"
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      {problems.form ? (
        <Note tone="danger" role="alert">
          <p>{problems.form}</p>
        </Note>
      ) : null}
      <Field label="Email" error={problems.email}>
        <TextInput ref={email} name="email" type="email" autoComplete="username" spellCheck={false} autoFocus />
      </Field>
      <Field label="Password" error={problems.password}>
        <TextInput ref={password} name="password" type="password" autoComplete="current-password" />
      </Field>
      <Button type="submit" variant="primary" busy={busy} className="mt-2">
        Sign in
      </Button>
    </form>
  );
}
