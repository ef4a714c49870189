"use client";

import type { ReactNode } from "react";
import { Button } from "../ui/button.tsx";
import { Code } from "../ui/code.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Note } from "../ui/note.tsx";

export interface NewKeyProps {
  readonly apiKey: string;
  readonly title: string;
  /** Calls to paste; nothing where the API names no model. */
  readonly children?: ReactNode;
  readonly onClose: () => void;
}

/** A key, this once. Only its buttons close it: an Escape or a click beside it would throw the key away. */
export function NewKeyDialog({ apiKey, title, children, onClose }: NewKeyProps) {
  return (
    <Dialog
      open
      onOpenChange={onClose}
      stays
      title={title}
      footer={
        <Button variant="primary" onClick={onClose}>
          I have stored it
        </Button>
      }
    >
      <div className="grid gap-4">
        <Code code={apiKey} what="the key" className="[&_code]:wrap-anywhere [&_code]:whitespace-pre-wrap" />
        <Note tone="warn" title="This is the only time that it is shown">
          <p className="text-muted">
            Keep it where the program reads its secrets. The calls below expect it in <code>SLUICE_API_KEY</code>. If it is lost, renew it.
          </p>
        </Note>
        {children}
      </div>
    </Dialog>
  );
}
