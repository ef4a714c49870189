"use client";

import type { PolicyPhase } from "@sluice/definition/policies/policy-kind";
import { policyKind } from "@sluice/definition/policies/policy-kinds";
import { Plus } from "lucide-react";
import { type DragEvent, Fragment, useState } from "react";
import { classNames } from "../../lib/class-names.ts";
import { StepCard } from "./step-card.tsx";
import { useStudioPage } from "./studio-context.ts";
import { type FlowDraft, findStep } from "./studio-draft.ts";

const ENDS = {
  request: { label: "Request", from: "Caller", to: "Model" },
  response: { label: "Answer", from: "Model", to: "Caller" },
} as const satisfies Record<PolicyPhase, unknown>;

export interface LaneProps {
  readonly flow: FlowDraft;
  readonly name: string;
  readonly phase: PolicyPhase;
}

/** One way through a flow: what is done to a call, from its start to its end. */
export function Lane({ flow, name, phase }: LaneProps) {
  const { actions, studio, mayWrite, askForStep } = useStudioPage();
  const [over, setOver] = useState<number | null>(null);
  const ends = ENDS[phase];
  const steps = flow[phase];
  const place = { flow: flow.key, phase };

  function onDragOver(event: DragEvent<HTMLElement>) {
    const dragged = actions.dragging;
    const found = dragged === null ? null : findStep(studio.draft, dragged);
    if (!found || !(policyKind(found.draft.step.policy)?.phases.includes(phase) ?? found.phase === phase)) return;
    event.preventDefault();
    setOver(slotAt(event));
  }
  function onDrop(event: DragEvent<HTMLElement>) {
    const dragged = actions.dragging;
    setOver(null);
    if (dragged === null || over === null) return;
    event.preventDefault();
    const from = steps.findIndex(({ key }) => key === dragged);
    // What comes from this very lane leaves its place first.
    actions.moveStep(dragged, { ...place, at: from !== -1 && from < over ? over - 1 : over });
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dragging is one of three ways to move a step; keys and menus are the others
    <div
      onDragOver={onDragOver}
      onDragLeave={(event) => !event.currentTarget.contains(event.relatedTarget as Node | null) && setOver(null)}
      onDrop={onDrop}
      className="grid gap-2 border-t border-line px-4 py-3 wide:grid-cols-[64px_minmax(0,1fr)] wide:items-center"
    >
      <h4 className="font-normal text-muted">{ends.label}</h4>
      <ol
        aria-label={`${ends.label} of ${name}`}
        className="flex min-w-0 flex-wrap items-center gap-y-2 max-wide:flex-col max-wide:items-stretch"
      >
        <End>{ends.from}</End>
        {steps.map((draft, at) => (
          <Fragment key={draft.key}>
            <Gap
              at={at}
              of={`${ends.label.toLowerCase()} of ${name}`}
              marked={over === at}
              onAdd={mayWrite ? () => askForStep({ ...place, at }) : null}
            />
            <StepCard draft={draft} place={{ ...place, at }} length={steps.length} />
          </Fragment>
        ))}
        <Gap
          at={steps.length}
          of={`${ends.label.toLowerCase()} of ${name}`}
          marked={over === steps.length}
          onAdd={mayWrite ? () => askForStep({ ...place, at: steps.length }) : null}
        />
        <li aria-hidden className="h-px min-w-2 flex-1 bg-strong max-wide:hidden" />
        <End>{ends.to}</End>
      </ol>
    </div>
  );
}

function End({ children }: { readonly children: string }) {
  return (
    <li className="rounded-md border border-line bg-sunken px-2 py-0.5 text-center text-xs text-muted max-wide:self-start">{children}</li>
  );
}

interface GapProps {
  readonly at: number;
  readonly of: string;
  readonly marked: boolean;
  readonly onAdd: (() => void) | null;
}

/** Between two steps: the line, and where another may be put. */
function Gap({ at, of, marked, onAdd }: GapProps) {
  return (
    <li className="flex items-center max-wide:self-start max-wide:pl-4">
      <span aria-hidden className={classNames("h-px w-2 max-wide:hidden", marked ? "bg-accent" : "bg-strong")} />
      {onAdd ? (
        <button
          type="button"
          aria-label={`Add a policy to the ${of}, at place ${at + 1}`}
          onClick={onAdd}
          className={classNames(
            "grid size-6 place-items-center rounded-full border transition-colors hover:border-accent hover:text-accent-text [&_.lucide]:size-3",
            marked ? "border-accent bg-accent text-accent-ink" : "border-strong bg-raised text-muted",
          )}
        >
          <Plus aria-hidden />
        </button>
      ) : (
        <span aria-hidden className="h-px w-3 bg-strong max-wide:hidden" />
      )}
      <span aria-hidden className={classNames("h-px w-2 max-wide:hidden", marked ? "bg-accent" : "bg-strong")} />
    </li>
  );
}

/** Before which of the lane's cards the pointer is; their number when it is behind the last. Lanes may have several lines. */
function slotAt({ currentTarget, clientX, clientY }: DragEvent<HTMLElement>): number {
  const cards = [...currentTarget.querySelectorAll("[data-step]")].map((card) => card.getBoundingClientRect());
  const at = cards.findIndex(({ top, bottom, left, width }) => {
    const besides = clientY >= top && clientY <= bottom;
    return besides ? clientX < left + width / 2 : clientY < top;
  });
  return at === -1 ? cards.length : at;
}
