"use client";

import type { ApiEditor } from "../../lib/use-api-editor.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";

export interface StaleWriteDialogProps {
  readonly editor: Pick<ApiEditor<unknown>, "stale" | "saving" | "takeTheirs" | "reapplyMine" | "dismissStale">;
  /** What is edited on this page: "the endpoints". */
  readonly what: string;
}

/** Somebody saved while this page was open: who, what, and whose work is to stand. */
export function StaleWriteDialog({ editor, what }: StaleWriteDialogProps) {
  const { stale: error, saving: busy } = editor;
  if (!error) return null;
  const who = error.changedBy ?? "Somebody";
  return (
    <Dialog
      open
      onOpenChange={editor.dismissStale}
      title={`${who} saved this API while you were editing`}
      description="Nothing of yours is saved yet, and nothing is lost."
      footer={
        <>
          <Button onClick={editor.takeTheirs} busy={busy}>
            Take theirs
          </Button>
          <Button variant="primary" onClick={editor.reapplyMine} busy={busy}>
            Reapply mine
          </Button>
        </>
      }
    >
      <div className="grid gap-3">
        {error.changes.length > 0 ? (
          <div className="grid gap-1">
            <p className="font-medium">What {who} changed</p>
            <ul className="list-disc pl-5">
              {error.changes.map((change) => (
                <li key={`${change.path} ${change.summary}`} className="wrap-anywhere">
                  {change.summary}
                </li>
              ))}
            </ul>
          </div>
        ) : null}
        <p className="text-muted">
          <b className="font-medium text-ink">Take theirs</b> shows the API as it is now and drops your changes.{" "}
          <b className="font-medium text-ink">Reapply mine</b> saves {what} as you see them here, and keeps whatever else was changed.
        </p>
      </div>
    </Dialog>
  );
}
