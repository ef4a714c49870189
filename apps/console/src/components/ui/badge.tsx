import type { ReactNode } from "react";
import { classNames } from "../../lib/class-names.ts";

export type Tone = "neutral" | "ok" | "warn" | "danger";

const TONES = {
  neutral: "bg-sunken text-muted",
  ok: "bg-ok-wash text-ok",
  warn: "bg-warn-wash text-warn",
  danger: "bg-danger-wash text-danger",
} as const satisfies Record<Tone, string>;

export interface BadgeProps {
  readonly tone?: Tone;
  readonly icon?: ReactNode;
  readonly mono?: boolean;
  readonly className?: string;
  readonly children: ReactNode;
}

export function Badge({ tone = "neutral", icon, mono = false, className, children }: BadgeProps) {
  return (
    <span
      className={classNames(
        "inline-flex h-5 items-center gap-1 rounded-sm px-1.5 text-xs whitespace-nowrap [&_.lucide]:size-3 [&_.lucide]:stroke-2",
        mono ? "font-mono text-ink" : "font-medium",
        TONES[tone],
        mono && "text-ink",
        className,
      )}
    >
      {icon}
      {children}
    </span>
  );
}
