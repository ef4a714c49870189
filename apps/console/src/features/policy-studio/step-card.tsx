"use client";

import { CircleAlert, Copy, Ellipsis, MoveLeft, MoveRight, Pencil, Trash2 } from "lucide-react";
import type { KeyboardEvent } from "react";
import { Button } from "../../components/ui/button.tsx";
import { Menu } from "../../components/ui/menu.tsx";
import { Toggle } from "../../components/ui/toggle.tsx";
import { classNames } from "../../lib/class-names.ts";
import type { LaneSlot } from "./action-tools.ts";
import { nameStep, sayStep } from "./flow-words.ts";
import { PolicyIcon } from "./policy-icon.tsx";
import { useStudioPage } from "./studio-context.ts";
import type { StepDraft } from "./studio-draft.ts";

export interface StepCardProps {
  readonly draft: StepDraft;
  readonly place: LaneSlot;
  /** Of the lane. */
  readonly length: number;
}

/** A policy in its place: what it is, what it does, and when. */
export function StepCard({ draft: { key, step }, place, length }: StepCardProps) {
  const { actions, studio, mayWrite, askToCopy } = useStudioPage();
  const open = actions.opened?.what === "step" && actions.opened.key === key;
  const wrong = studio.problems.steps.has(key) && (studio.tried || !open);
  const name = nameStep(step);
  const move = (by: number) => actions.moveStep(key, { ...place, at: place.at + by });

  function onKeyDown(event: KeyboardEvent) {
    const by = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 }[event.key];
    if (!event.altKey || by === undefined || !mayWrite) return;
    // The browser would go back or forward.
    event.preventDefault();
    move(by);
  }

  return (
    <li
      data-step
      draggable={mayWrite}
      onDragStart={(event) => {
        event.stopPropagation();
        event.dataTransfer.effectAllowed = "move";
        event.dataTransfer.setData("text/plain", name);
        actions.setDragging(key);
      }}
      onDragEnd={() => actions.setDragging(null)}
      className={classNames(
        "grid grid-cols-[minmax(0,1fr)_auto] rounded-md border bg-raised transition-colors wide:w-56",
        open ? "border-accent bg-accent-wash outline -outline-offset-1 outline-accent" : "border-strong hover:bg-hover",
        !step.enabled && "border-dashed",
        actions.dragging === key && "opacity-55",
      )}
    >
      <button
        type="button"
        id={`step-${key}`}
        aria-expanded={open}
        aria-keyshortcuts="Alt+ArrowLeft Alt+ArrowRight"
        onClick={() => actions.open({ what: "step", key })}
        onKeyDown={onKeyDown}
        className="grid min-w-0 grid-cols-[16px_minmax(0,1fr)] gap-x-2 rounded-md py-2 pr-1 pl-3 text-left"
      >
        <span className="row-span-2 pt-0.5">
          <PolicyIcon policy={step.policy} />
        </span>
        <span className={classNames("truncate font-medium", !step.enabled && "text-muted")}>{name}</span>
        {wrong ? (
          <span className="flex items-center gap-1 text-xs text-danger">
            <CircleAlert aria-hidden className="size-3 stroke-2" />
            to be completed
          </span>
        ) : (
          <span className="truncate text-xs text-muted">{step.enabled ? sayStep(step) || "as it comes" : "switched off"}</span>
        )}
        {step.condition?.trim() ? (
          <span className="col-start-2 truncate text-xs text-muted">
            if <code className="text-xs">{step.condition}</code>
          </span>
        ) : null}
      </button>
      <div className="grid content-center justify-items-end gap-1 py-1.5 pr-2">
        {mayWrite ? (
          <Menu
            trigger={
              <Button variant="quiet" size="sm" square className="size-5" aria-label={`More for ${name}`} icon={<Ellipsis aria-hidden />} />
            }
            groups={[
              [
                { label: "Configure", icon: <Pencil aria-hidden />, onSelect: () => actions.open({ what: "step", key }) },
                { label: "Duplicate", icon: <Copy aria-hidden />, onSelect: () => actions.copyStep(key, place) },
                { label: "Copy to another flow…", icon: <Copy aria-hidden />, onSelect: () => askToCopy({ what: "step", key }) },
              ],
              [
                { label: "Move earlier", icon: <MoveLeft aria-hidden />, disabled: place.at === 0, onSelect: () => move(-1) },
                { label: "Move later", icon: <MoveRight aria-hidden />, disabled: place.at === length - 1, onSelect: () => move(1) },
              ],
              [{ label: "Delete", icon: <Trash2 aria-hidden />, danger: true, onSelect: () => actions.removeStep(key) }],
            ]}
          />
        ) : null}
        <Toggle
          aria-label={`${name} enabled`}
          checked={step.enabled}
          disabled={!mayWrite}
          onCheckedChange={(enabled) => actions.editStep(key, (before) => ({ ...before, enabled }))}
        />
      </div>
    </li>
  );
}
