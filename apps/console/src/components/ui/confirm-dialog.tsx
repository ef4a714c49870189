"use client";

import { type ReactNode, useState } from "react";
import { Button } from "./button.tsx";
import { Dialog } from "./dialog.tsx";
import { Field } from "./field.tsx";
import { TextInput } from "./text-input.tsx";

export interface ConfirmDialogProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly title: string;
  /** What happens, and what cannot be undone. */
  readonly children: ReactNode;
  /** Why it did not come about. */
  readonly trouble?: ReactNode;
  readonly confirmLabel: string;
  readonly danger?: boolean;
  readonly busy?: boolean;
  /** Has to be typed first, for what cannot be undone. */
  readonly typed?: string;
  readonly onConfirm: () => void;
}

export function ConfirmDialog({
  open,
  onOpenChange,
  title,
  children,
  trouble,
  confirmLabel,
  danger = false,
  busy = false,
  typed,
  onConfirm,
}: ConfirmDialogProps) {
  const [text, setText] = useState("");
  const allowed = typed === undefined || text.trim() === typed;
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => {
        setText("");
        onOpenChange(next);
      }}
      title={title}
      size="sm"
      onSubmit={() => allowed && !busy && onConfirm()}
      footer={
        <>
          <Button onClick={() => onOpenChange(false)}>Cancel</Button>
          <Button type="submit" variant={danger ? "danger" : "primary"} busy={busy} disabled={!allowed}>
            {confirmLabel}
          </Button>
        </>
      }
    >
      <div className="grid gap-4">
        <div className="text-muted">{children}</div>
        {trouble}
        {typed === undefined ? null : (
          <Field label={`Type ${typed} to confirm`}>
            <TextInput value={text} autoComplete="off" spellCheck={false} onChange={(event) => setText(event.target.value)} />
          </Field>
        )}
      </div>
    </Dialog>
  );
}
