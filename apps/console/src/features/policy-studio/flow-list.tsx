"use client";

import { type DragEvent, useState } from "react";
import { classNames } from "../../lib/class-names.ts";
import { AddFlowMenu } from "./add-flow-menu.tsx";
import { FlowCard } from "./flow-card.tsx";
import { NoFlows } from "./no-flows.tsx";
import { useStudioPage } from "./studio-context.ts";
import { API_SCOPE, flowsIn } from "./studio-draft.ts";

/** The flows of the API or of one plan, in the order in which they are gone through. */
export function FlowList() {
  const { actions, studio, scope, mayWrite } = useStudioPage();
  const [over, setOver] = useState<number | null>(null);
  const flows = flowsIn(studio.draft, scope);
  const from = flows.findIndex(({ key }) => key === actions.dragging);
  const ofApi = scope === API_SCOPE;
  const name = studio.draft.scopes.find(({ id }) => id === scope)?.name ?? "";

  function onDragOver(event: DragEvent<HTMLElement>) {
    if (from === -1) return;
    event.preventDefault();
    setOver(slotAt(event));
  }
  function onDrop(event: DragEvent<HTMLElement>) {
    setOver(null);
    if (from === -1 || over === null || actions.dragging === null) return;
    event.preventDefault();
    actions.moveFlow(actions.dragging, from < over ? over - 1 : over);
  }
  return (
    <section aria-label={ofApi ? "API flows" : `Flows of ${name}`} className="grid min-w-0 gap-3">
      <header className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <h2>{ofApi ? "API flows" : `Flows of ${name}`}</h2>
        <p className="min-w-0 flex-1 text-muted">
          {ofApi ? "for every caller, in this order" : "for this plan's callers, before the API's"}
        </p>
        {mayWrite ? <AddFlowMenu /> : null}
      </header>
      {flows.length === 0 ? <NoFlows /> : null}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dragging is one of three ways to move a flow; keys and menus are the others */}
      <div
        className="grid min-w-0 gap-2"
        onDragOver={onDragOver}
        onDragLeave={(event) => !event.currentTarget.contains(event.relatedTarget as Node | null) && setOver(null)}
        onDrop={onDrop}
      >
        {flows.map((draft, at) => (
          <div key={draft.key} className={classNames("min-w-0", over === at && "border-t-2 border-accent pt-1")}>
            <FlowCard draft={draft} at={at} length={flows.length} />
          </div>
        ))}
        {over === flows.length ? <div aria-hidden className="h-0.5 bg-accent" /> : null}
      </div>
    </section>
  );
}

/** Before which flow the pointer is; their number when it is below the last. */
function slotAt({ currentTarget, clientY }: DragEvent<HTMLElement>): number {
  const cards = [...currentTarget.querySelectorAll("[data-flow]")].map((card) => card.getBoundingClientRect());
  const at = cards.findIndex(({ top, height }) => clientY < top + height / 2);
  return at === -1 ? cards.length : at;
}
