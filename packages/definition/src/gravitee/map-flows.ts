import { asConstant, type Fields, type Findings, membersOf, unfold } from "./findings.ts";
import { mapConfiguration } from "./map-configuration.ts";

const NO_MESSAGES = "There are no messages in an LLM proxy: take these steps out.";
const OTHER_PHASES = {
  subscribe: NO_MESSAGES,
  publish: NO_MESSAGES,
  connect: NO_MESSAGES,
  interact: NO_MESSAGES,
  entrypointConnect: NO_MESSAGES,
};

/** Flows of an API or of a plan. Steps stay whatever their policy is: the import says which of them a deployment refuses. */
export function mapFlows(flows: unknown, place: string, findings: Findings): void {
  for (const [flow, at] of membersOf(flows, place)) {
    findings.leaveOut(flow, at, { id: null, tags: "There are no sharding tags here: the flow runs in every gateway." });
    findings.mustNotLose(flow, at, OTHER_PHASES);
    for (const [selector] of membersOf(flow["selectors"], `${at}.selectors`)) mapSelector(selector);
    for (const phase of ["request", "response"])
      for (const [step, stepAt] of membersOf(flow[phase], `${at}.${phase}`)) mapStep(step, stepAt, findings);
  }
}

function mapSelector(selector: Fields): void {
  asConstant(selector, "type");
  if (selector["type"] === "HTTP") asConstant(selector, "pathOperator");
}

function mapStep(step: Fields, place: string, findings: Findings): void {
  findings.leaveOut(step, place, { id: null, description: "Descriptions of steps are not kept." });
  findings.mustNotLose(step, place, { messageCondition: NO_MESSAGES });
  if (step["condition"] === "") delete step["condition"];
  unfold(step, "configuration");
  if (step["configuration"] === null) delete step["configuration"];
  mapConfiguration(step["policy"], step["configuration"]);
}
