"use client";

import { useState } from "react";
import { toast } from "sonner";
import type { ActionTools, Opened } from "./action-tools.ts";
import { flowActions } from "./flow-actions.ts";
import { resourceActions } from "./resource-actions.ts";
import { stepActions } from "./step-actions.ts";

/** What can be done on the page. What is moved is announced, what is deleted can be had back. */
export function useStudioActions({ draft, change, scope }: Pick<ActionTools, "draft" | "change" | "scope">) {
  const [opened, open] = useState<Opened | null>(null);
  const [announcement, announce] = useState("");
  /** The step or flow under the pointer. */
  const [dragging, setDragging] = useState<string | null>(null);
  const closeOf = (key: string) => open((before) => (before && "key" in before && before.key === key ? null : before));
  const tools: ActionTools = { draft, change, scope, open, closeOf, announce, offerUndo };
  return {
    opened,
    open: tools.open,
    close: () => open(null),
    announcement,
    dragging,
    setDragging,
    ...flowActions(tools),
    ...stepActions(tools),
    ...resourceActions(tools),
  };
}

export type StudioActions = ReturnType<typeof useStudioActions>;

function offerUndo(words: string, undo: () => void): void {
  toast(words, { action: { label: "Undo", onClick: undo } });
}
