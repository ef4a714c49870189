import { CircleAlert, CircleCheck, Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { classNames } from "../../lib/class-names.ts";

export type NoteTone = "info" | "ok" | "warn" | "danger";

const LOOKS = {
  info: { box: "border-line bg-sunken", head: "text-ink", icon: <Info aria-hidden /> },
  ok: { box: "border-ok-line bg-ok-wash", head: "text-ok", icon: <CircleCheck aria-hidden /> },
  warn: { box: "border-warn-line bg-warn-wash", head: "text-warn", icon: <TriangleAlert aria-hidden /> },
  danger: { box: "border-danger-line bg-danger-wash", head: "text-danger", icon: <CircleAlert aria-hidden /> },
} as const satisfies Record<NoteTone, unknown>;

export interface NoteProps {
  readonly tone?: NoteTone;
  readonly title?: ReactNode;
  readonly icon?: ReactNode;
  /** A button at the right; under the words where it is narrow. */
  readonly action?: ReactNode;
  /** Says it to a screen reader when it appears: `alert` at once, `status` when there is a pause. */
  readonly role?: "alert" | "status";
  readonly id?: string;
  readonly className?: string;
  readonly children?: ReactNode;
}

/** What happened or what it means, and what to do. */
export function Note({ tone = "info", title, icon, action, children, className, ...rest }: NoteProps) {
  const look = LOOKS[tone];
  return (
    <div
      {...rest}
      className={classNames(
        "grid grid-cols-[16px_minmax(0,1fr)] items-start gap-2 rounded-md border p-3 wide:grid-cols-[16px_minmax(0,1fr)_auto]",
        look.box,
        className,
      )}
    >
      <span className={classNames("pt-0.5", look.head)}>{icon ?? look.icon}</span>
      <div className="min-w-0 wrap-anywhere">
        {title ? <p className={classNames("font-medium", look.head)}>{title}</p> : null}
        {children}
      </div>
      {action ? <div className="col-start-2 justify-self-start wide:col-start-3">{action}</div> : null}
    </div>
  );
}
