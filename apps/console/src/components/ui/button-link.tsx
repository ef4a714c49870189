import Link from "next/link";
import type { ComponentProps, ReactNode } from "react";
import { type ButtonLook, buttonClass } from "./button-class.ts";

export interface ButtonLinkProps extends ComponentProps<typeof Link>, Omit<ButtonLook, "className"> {
  readonly icon?: ReactNode;
}

/** A link that looks like a button: it goes somewhere, it does nothing. */
export function ButtonLink({ variant, size, square, icon, className, children, ...rest }: ButtonLinkProps) {
  return (
    <Link {...rest} className={buttonClass({ variant, size, square, className })}>
      {icon}
      {children}
    </Link>
  );
}
