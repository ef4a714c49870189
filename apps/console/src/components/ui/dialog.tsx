"use client";

import { Dialog as Base } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import type { ReactNode, RefObject } from "react";
import { classNames } from "../../lib/class-names.ts";
import { IconButton } from "./icon-button.tsx";

export interface DialogProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly title: string;
  readonly description?: ReactNode;
  readonly children?: ReactNode;
  /** Buttons, the primary one last. */
  readonly footer?: ReactNode;
  readonly size?: "sm" | "md" | "lg";
  readonly initialFocus?: RefObject<HTMLElement | null>;
  /** A form around everything, so that Enter does what the primary button does. */
  readonly onSubmit?: (() => void) | undefined;
  /** Only its buttons close it, no Escape and no click beside it: what it shows is gone for good. */
  readonly stays?: boolean;
}

const WIDTHS = { sm: "wide:max-w-105", md: "wide:max-w-140", lg: "wide:max-w-220" } as const;

export function Dialog({
  open,
  onOpenChange,
  title,
  description,
  children,
  footer,
  size = "md",
  initialFocus,
  onSubmit,
  stays = false,
}: DialogProps) {
  const inside = (
    <>
      <header className="flex items-start gap-3 px-5 pt-4">
        <div className="grid min-w-0 flex-1 gap-1">
          <Base.Title className="text-base font-semibold">{title}</Base.Title>
          {description ? <Base.Description className="text-muted">{description}</Base.Description> : null}
        </div>
        <Base.Close render={<IconButton plain size="sm" label="Close" icon={<X />} />} />
      </header>
      {children ? <div className="min-h-0 flex-1 overflow-y-auto px-5 py-4">{children}</div> : <div className="h-4" />}
      {footer ? <footer className="flex flex-wrap items-center justify-end gap-2 border-t border-line px-5 py-3">{footer}</footer> : null}
    </>
  );
  return (
    <Base.Root
      open={open}
      onOpenChange={(next, details) => {
        if (stays && details.reason === "escape-key") details.cancel();
        else onOpenChange(next);
      }}
      disablePointerDismissal={stays}
    >
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-40 bg-[rgb(9_13_15/0.4)] transition-opacity data-starting-style:opacity-0" />
        <Base.Popup
          {...(initialFocus ? { initialFocus } : {})}
          className={classNames(
            "float-in fixed inset-x-4 top-4 z-40 mx-auto flex max-h-[calc(100dvh-32px)] flex-col rounded-md bg-float shadow-float outline-none wide:top-[12dvh] wide:max-h-[76dvh]",
            WIDTHS[size],
          )}
        >
          {onSubmit ? (
            <form
              noValidate
              className="flex min-h-0 flex-col"
              onSubmit={(event) => {
                event.preventDefault();
                // A dialog may be opened from inside another form: its own submit must not reach that one through React's tree.
                event.stopPropagation();
                onSubmit();
              }}
            >
              {inside}
            </form>
          ) : (
            inside
          )}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
