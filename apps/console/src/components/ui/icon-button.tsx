import type { ReactNode } from "react";
import { Button, type ButtonProps } from "./button.tsx";
import { Tooltip } from "./tooltip.tsx";

export interface IconButtonProps extends Omit<ButtonProps, "children" | "square" | "shortcut" | "icon"> {
  /** What it does, for screen readers and on hover. */
  readonly label: string;
  readonly icon: ReactNode;
  /** Leave the tooltip out where the icon's meaning is plain, as × in a dialog. */
  readonly plain?: boolean;
}

export function IconButton({ label, plain = false, variant = "quiet", ...rest }: IconButtonProps) {
  const button = <Button {...rest} variant={variant} square aria-label={label} />;
  return plain ? button : <Tooltip content={label}>{button}</Tooltip>;
}
