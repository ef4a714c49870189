import type { Flow } from "@sluice/definition/flow";
import type { ActionTools } from "./action-tools.ts";
import { copyFlow, insertFlow, movedTo, removeFlow } from "./edit-draft.ts";
import { nameFlow } from "./flow-words.ts";
import { focusSoon } from "./focus-soon.ts";
import { type FlowDraft, findFlow, flowDraft, flowsIn, inFlow, inScope } from "./studio-draft.ts";

/** What can be done with the flows of the scope on the page. */
export function flowActions({ draft, change, scope, open, closeOf, announce, offerUndo }: ActionTools) {
  const flows = flowsIn(draft, scope);
  return {
    addFlow: (flow: Flow) => {
      const added = flowDraft(structuredClone(flow));
      change((before) => insertFlow(before, scope, { at: flowsIn(before, scope).length, flow: added }));
      // One without a name says nothing of itself yet.
      if (flow.name === "") open({ what: "flow", key: added.key });
      announce(`${flow.name || "A flow"} is added.`);
    },
    editFlow: (key: string, edit: (flow: FlowDraft["flow"]) => FlowDraft["flow"]) =>
      change((before) => inFlow(before, key, (one) => ({ ...one, flow: edit(one.flow) }))),
    copyFlow: (key: string, to: string) => {
      change((before) => copyFlow(before, key, to));
      announce("The flow is copied.");
    },
    moveFlow: (key: string, to: number) => {
      const from = flows.findIndex((one) => one.key === key);
      const moved = flows[from];
      if (!moved || from === to || to < 0 || to >= flows.length) return;
      change((before) => inScope(before, scope, (list) => movedTo(list, from, to)));
      announce(`${nameFlow(moved.flow, from)} is flow ${to + 1} of ${flows.length} now.`);
      focusSoon(`flow-${key}`);
    },
    removeFlow: (key: string) => {
      const at = flows.findIndex((one) => one.key === key);
      const flow = findFlow(draft, key);
      if (!flow) return;
      change((before) => removeFlow(before, key));
      closeOf(key);
      offerUndo(`${nameFlow(flow.flow, at)} is deleted.`, () => change((before) => insertFlow(before, scope, { at, flow })));
    },
  };
}
