import { classNames } from "../../lib/class-names.ts";

export type ButtonVariant = "primary" | "default" | "quiet" | "danger";
export type ButtonSize = "md" | "sm";

const VARIANTS = {
  primary: "border-accent bg-accent text-accent-ink hover:bg-accent-hover hover:border-accent-hover",
  default: "border-strong bg-raised text-ink hover:bg-hover",
  quiet: "border-transparent text-muted hover:bg-hover hover:text-ink",
  danger: "border-danger-solid bg-danger-solid text-accent-ink hover:brightness-95",
} as const satisfies Record<ButtonVariant, string>;

const SIZES = { md: "h-8 px-3", sm: "h-7 px-2.5" } as const satisfies Record<ButtonSize, string>;
const SQUARES = { md: "size-8", sm: "size-7" } as const satisfies Record<ButtonSize, string>;

export interface ButtonLook {
  readonly variant?: ButtonVariant | undefined;
  readonly size?: ButtonSize | undefined;
  /** An icon alone, as wide as high. */
  readonly square?: boolean | undefined;
  readonly className?: string | undefined;
}

/** How a button looks, for what is one and for links that look like one. */
export function buttonClass({ variant = "default", size = "md", square = false, className }: ButtonLook): string {
  return classNames(
    "inline-flex shrink-0 items-center justify-center gap-1.5 rounded-md border font-medium whitespace-nowrap transition-colors select-none",
    "disabled:cursor-not-allowed disabled:opacity-55 aria-disabled:cursor-not-allowed aria-disabled:opacity-55",
    VARIANTS[variant],
    square ? SQUARES[size] : SIZES[size],
    className,
  );
}
