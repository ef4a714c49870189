"use client";

import { Tooltip as Base } from "@base-ui/react/tooltip";
import type { ReactElement, ReactNode } from "react";

interface TooltipProps {
  readonly content: ReactNode;
  /** One element that takes the focus. The tooltip repeats or adds to its name, it never replaces it. */
  readonly children: ReactElement;
  readonly side?: "top" | "bottom" | "left" | "right";
}

const DELAY_MS = 400;

export function Tooltip({ content, children, side = "top" }: TooltipProps) {
  return (
    <Base.Root>
      <Base.Trigger delay={DELAY_MS} render={children} />
      <Base.Portal>
        <Base.Positioner side={side} sideOffset={6} className="z-50">
          <Base.Popup className="float-in max-w-72 rounded-sm bg-ink px-2 py-1 text-xs text-surface">{content}</Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
