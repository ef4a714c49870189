"use client";

import { Copy, Ellipsis, GripVertical, MoveDown, MoveUp, Pencil, Trash2 } from "lucide-react";
import type { KeyboardEvent } from "react";
import { IconButton } from "../../components/ui/icon-button.tsx";
import { Menu } from "../../components/ui/menu.tsx";
import { Toggle } from "../../components/ui/toggle.tsx";
import { classNames } from "../../lib/class-names.ts";
import { nameFlow, saySelector } from "./flow-words.ts";
import { Lane } from "./lane.tsx";
import { useStudioPage } from "./studio-context.ts";
import { type FlowDraft, LANES } from "./studio-draft.ts";

export interface FlowCardProps {
  readonly draft: FlowDraft;
  readonly at: number;
  readonly length: number;
}

/** A flow: which calls it takes, and what is done to them on both ways. */
export function FlowCard({ draft, at, length }: FlowCardProps) {
  const { actions, scope, mayWrite, askToCopy } = useStudioPage();
  const { key, flow } = draft;
  const name = nameFlow(flow, at);
  const open = actions.opened?.what === "flow" && actions.opened.key === key;
  const move = (by: number) => actions.moveFlow(key, at + by);

  function onKeyDown(event: KeyboardEvent) {
    const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (!event.altKey || by === undefined || !mayWrite) return;
    event.preventDefault();
    move(by);
  }

  return (
    <section
      aria-label={name}
      data-flow
      className={classNames(
        "min-w-0 rounded-md border bg-raised",
        open ? "border-accent outline -outline-offset-1 outline-accent" : "border-line",
        actions.dragging === key && "opacity-55",
      )}
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dragging is one of three ways to move a flow; keys and menus are the others */}
      <header
        draggable={mayWrite}
        onDragStart={(event) => {
          event.dataTransfer.effectAllowed = "move";
          event.dataTransfer.setData("text/plain", name);
          actions.setDragging(key);
        }}
        onDragEnd={() => actions.setDragging(null)}
        className="flex min-h-11 items-center gap-2 py-1.5 pr-3 pl-2"
      >
        {mayWrite ? <GripVertical aria-hidden className="cursor-grab text-faint" /> : null}
        <button
          type="button"
          id={`flow-${key}`}
          aria-expanded={open}
          aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown"
          onClick={() => actions.open({ what: "flow", key })}
          onKeyDown={onKeyDown}
          className="flex min-w-0 flex-1 flex-wrap items-baseline gap-x-3 rounded-sm text-left hover:text-accent-text"
        >
          <h3 className={classNames("min-w-0 wrap-anywhere", !flow.enabled && "text-muted")}>{name}</h3>
          <span className="min-w-0 wrap-anywhere text-muted">
            {flow.enabled ? <Selectors selectors={flow.selectors} /> : "switched off"}
          </span>
        </button>
        {mayWrite ? (
          <Menu
            trigger={<IconButton plain size="sm" label={`More for the flow ${name}`} icon={<Ellipsis aria-hidden />} />}
            groups={[
              [
                { label: "Edit flow", icon: <Pencil aria-hidden />, onSelect: () => actions.open({ what: "flow", key }) },
                { label: "Duplicate", icon: <Copy aria-hidden />, onSelect: () => actions.copyFlow(key, scope) },
                { label: "Copy to another plan…", icon: <Copy aria-hidden />, onSelect: () => askToCopy({ what: "flow", key }) },
              ],
              [
                { label: "Move up", icon: <MoveUp aria-hidden />, disabled: at === 0, onSelect: () => move(-1) },
                { label: "Move down", icon: <MoveDown aria-hidden />, disabled: at === length - 1, onSelect: () => move(1) },
              ],
              [{ label: "Delete", icon: <Trash2 aria-hidden />, danger: true, onSelect: () => actions.removeFlow(key) }],
            ]}
          />
        ) : null}
        <Toggle
          aria-label={`Flow ${name} enabled`}
          checked={flow.enabled}
          disabled={!mayWrite}
          onCheckedChange={(enabled) => actions.editFlow(key, (before) => ({ ...before, enabled }))}
        />
      </header>
      {LANES.map((phase) => (
        <Lane key={phase} flow={draft} name={name} phase={phase} />
      ))}
    </section>
  );
}

function Selectors({ selectors }: { readonly selectors: FlowDraft["flow"]["selectors"] }) {
  if (selectors.length === 0) return "every call";
  return selectors.map((selector, at) => {
    const said = saySelector(selector);
    return (
      <span key={JSON.stringify(selector)}>
        {at > 0 ? ", and " : null}
        {"text" in said ? said.text : <code>{said.code}</code>}
      </span>
    );
  });
}
