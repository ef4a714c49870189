"use client";

import { useState } from "react";
import { LINK } from "../../components/ui/link-class.ts";
import { CallerDialog } from "./caller-dialog.tsx";
import { usePlace, usePlayground } from "./playground-context.ts";

/** Where calls go, and as whom. */
export function CallerLine() {
  const { baseUrl, ready } = usePlace();
  const { credential } = usePlayground();
  const [isOpen, setOpen] = useState(false);
  const who = credential
    ? credential.made
      ? `as ${credential.made.application}, with a key for an hour`
      : "with the key that you entered"
    : ready.ways.keyless === null
      ? "with no key yet"
      : `without a key (${ready.ways.keyless})`;
  return (
    <p className="px-4 pt-3 text-xs wrap-anywhere text-muted wide:px-8">
      Calls <code className="text-xs">{baseUrl}</code>, revision {ready.revision}, {who}.{" "}
      <button type="button" className={LINK} onClick={() => setOpen(true)}>
        Change the caller
      </button>
      {isOpen ? <CallerDialog onClose={() => setOpen(false)} /> : null}
    </p>
  );
}
