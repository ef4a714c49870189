import type { ComponentPropsWithRef, ReactNode } from "react";
import { type ButtonLook, buttonClass } from "./button-class.ts";
import { Spinner } from "./spinner.tsx";

export interface ButtonProps extends ComponentPropsWithRef<"button">, Omit<ButtonLook, "className"> {
  readonly icon?: ReactNode;
  /** Something is under way: the button stays as wide as it is, keeps the focus and does nothing. */
  readonly busy?: boolean | undefined;
  /** A key that does the same, shown after the words. */
  readonly shortcut?: string | undefined;
}

export function Button({
  variant,
  size,
  square,
  icon,
  busy = false,
  shortcut,
  className,
  children,
  onClick,
  type = "button",
  ...rest
}: ButtonProps) {
  return (
    <button
      {...rest}
      type={type}
      aria-busy={busy || undefined}
      aria-disabled={busy || undefined}
      onClick={busy ? (event) => event.preventDefault() : onClick}
      className={buttonClass({ variant, size, square, className })}
    >
      {busy ? <Spinner /> : icon}
      {children}
      {shortcut ? (
        <span aria-hidden className="font-normal opacity-80">
          {shortcut}
        </span>
      ) : null}
    </button>
  );
}
