import type { ReactNode } from "react";
import { classNames } from "../../lib/class-names.ts";

export type Shape = "on" | "off" | "draft" | "bad" | "waiting";

/** A shape each, so that no state is told by colour alone. */
const SHAPES = {
  on: "size-2 rounded-full bg-ok",
  off: "size-2 rounded-[2px] border-[1.5px] border-faint",
  draft: "mx-px size-[7px] rotate-45 rounded-[1px] border-[1.5px] border-muted",
  bad: "size-2 bg-danger [clip-path:polygon(50%_0,100%_100%,0_100%)]",
  waiting: "size-2 rounded-full border-[1.5px] border-warn",
} as const satisfies Record<Shape, string>;

export interface StateDotProps {
  readonly shape: Shape;
  readonly strong?: boolean;
  readonly children: ReactNode;
}

/** A state: a shape and a word. */
export function StateDot({ shape, strong = false, children }: StateDotProps) {
  return (
    <span className={classNames("inline-flex items-center gap-1.5 whitespace-nowrap", strong && "font-medium")}>
      <span aria-hidden className={classNames("shrink-0", SHAPES[shape])} />
      {children}
    </span>
  );
}
