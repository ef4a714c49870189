"use client";

import { Menu as Base } from "@base-ui/react/menu";
import Link from "next/link";
import type { ReactElement, ReactNode } from "react";
import { classNames } from "../../lib/class-names.ts";

export interface MenuAction {
  readonly label: string;
  readonly icon?: ReactNode;
  readonly danger?: boolean;
  readonly disabled?: boolean;
  /** Exactly one of the two. */
  readonly onSelect?: () => void;
  readonly href?: string;
  /** Marks the chosen one of several. */
  readonly checked?: boolean;
}

export interface MenuProps {
  /** A button. */
  readonly trigger: ReactElement;
  /** Groups, with a line between them. */
  readonly groups: readonly (readonly MenuAction[])[];
  readonly align?: "start" | "end";
  readonly side?: "top" | "bottom";
}

const ITEM =
  "flex w-full cursor-default items-center gap-2 rounded-sm px-2 py-1.5 outline-none select-none data-disabled:opacity-55 data-highlighted:bg-hover";

export function Menu({ trigger, groups, align = "end", side = "bottom" }: MenuProps) {
  return (
    <Base.Root modal={false}>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner sideOffset={4} align={align} side={side} className="z-50">
          <Base.Popup className="float-in min-w-44 rounded-md bg-float p-1 shadow-float outline-none">
            {groups.map((group, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: groups have no name and no state
              <Base.Group key={at} className={at > 0 ? "mt-1 border-t border-line pt-1" : ""}>
                {group.map((action) => (
                  <MenuItem key={action.label} action={action} />
                ))}
              </Base.Group>
            ))}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

function MenuItem({ action }: { readonly action: MenuAction }) {
  const className = classNames(ITEM, action.danger && "text-danger");
  const inside = (
    <>
      {action.icon}
      <span className="flex-1">{action.label}</span>
      {action.checked ? (
        <span className="text-accent-text">
          <span aria-hidden>✓</span>
          <span className="sr-only">chosen</span>
        </span>
      ) : null}
    </>
  );
  if (action.href !== undefined)
    return (
      <Base.LinkItem render={<Link href={action.href} />} closeOnClick className={className}>
        {inside}
      </Base.LinkItem>
    );
  return (
    <Base.Item disabled={action.disabled ?? false} onClick={action.onSelect} className={className}>
      {inside}
    </Base.Item>
  );
}
