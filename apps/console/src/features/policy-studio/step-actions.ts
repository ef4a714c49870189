import type { Step } from "@sluice/definition/flow";
import { policyKind } from "@sluice/definition/policies/policy-kinds";
import { formFields } from "../../components/schema-form/form-node.ts";
import { startFields } from "../../components/schema-form/form-value.ts";
import type { ActionTools, LaneSlot } from "./action-tools.ts";
import { changeStep, copyStep, insertStep, moveStep, removeStep } from "./edit-draft.ts";
import { nameFlow, nameStep, titleOf } from "./flow-words.ts";
import { focusSoon } from "./focus-soon.ts";
import { findFlow, findStep, flowsIn, freshKey, type LanePlace } from "./studio-draft.ts";

/** What can be done with the policies in the lanes. */
export function stepActions({ draft, change, scope, open, closeOf, announce, offerUndo }: ActionTools) {
  const laneWords = ({ flow, phase }: LanePlace) => {
    const at = flowsIn(draft, scope).findIndex((one) => one.key === flow);
    const found = findFlow(draft, flow);
    return `the ${phase === "request" ? "request" : "answer"} of ${found ? nameFlow(found.flow, at) : "a flow"}`;
  };
  return {
    addStep: (place: LaneSlot, policy: string) => {
      const step: Step = { name: titleOf(policy), enabled: true, policy, configuration: startConfiguration(policy) };
      const key = freshKey();
      change((before) => insertStep(before, place, { key, step }));
      open({ what: "step", key });
    },
    editStep: (key: string, edit: (step: Step) => Step) => change((before) => changeStep(before, key, edit)),
    copyStep: (key: string, to: LanePlace) => {
      change((before) => copyStep(before, key, to));
      announce("The policy is copied.");
    },
    moveStep: (key: string, to: LaneSlot) => {
      const place = findStep(draft, key);
      const lane = findFlow(draft, to.flow)?.[to.phase];
      if (!place || !lane || to.at < 0) return;
      const same = place.flow === to.flow && place.phase === to.phase;
      const length = same ? lane.length : lane.length + 1;
      if (to.at >= length || (same && place.at === to.at)) return;
      change((before) => moveStep(before, key, to));
      announce(`${nameStep(place.draft.step)} is ${to.at + 1} of ${length} in ${laneWords(to)} now.`);
      focusSoon(`step-${key}`);
    },
    removeStep: (key: string) => {
      const place = findStep(draft, key);
      if (!place) return;
      change((before) => removeStep(before, key));
      closeOf(key);
      offerUndo(`${nameStep(place.draft.step)} is deleted.`, () => change((before) => insertStep(before, place, place.draft)));
    },
  };
}

function startConfiguration(policy: string): Step["configuration"] {
  const kind = policyKind(policy);
  return kind ? (startFields(formFields(kind.configuration, kind)) as Step["configuration"]) : {};
}
