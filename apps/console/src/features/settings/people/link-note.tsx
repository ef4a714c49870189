"use client";

import { CopyButton } from "../../../components/ui/copy-button.tsx";
import { Note } from "../../../components/ui/note.tsx";
import { formatDateTime } from "../../../lib/format.ts";

export interface LinkNoteProps {
  readonly title: string;
  /** Under the console's address: `/invitation#…`. */
  readonly link: string;
  readonly expiresAt: string;
}

/** A link that lets somebody in, in the one moment in which it can be read. */
export function LinkNote({ title, link, expiresAt }: LinkNoteProps) {
  const url = `${window.location.origin}${link}`;
  return (
    <Note tone="ok" role="status" title={title}>
      <p>Send this link to the person, and to nobody else. It works once, until {formatDateTime(expiresAt)}, and is not shown again.</p>
      <div className="mt-2 flex min-w-0 items-center gap-2 rounded-md border border-line bg-raised px-2 py-1">
        <code className="min-w-0 flex-1 text-ink [overflow-wrap:anywhere]">{url}</code>
        <CopyButton text={url} what="the link" />
      </div>
    </Note>
  );
}
