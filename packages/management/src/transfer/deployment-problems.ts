import type { Finding } from "@sluice/definition/gravitee/findings";
import { checkResources } from "@sluice/definition/resource-kinds/check-resources";
import type { ParsedDefinition } from "../apis/parse-definition.ts";
import { flowProblems } from "../flows/flow-problems.ts";

/** What may be saved, and is refused when it is deployed: policies and resources that are not known here, expressions that do not compile. */
export function deploymentProblems({ definition, plans }: ParsedDefinition): readonly Finding[] {
  const whole = { ...definition, plans: [...(plans ?? [])] };
  const problems = new Map(Object.entries(flowProblems(whole)));
  for (const { path, message } of checkResources(whole)) problems.set(path, message);
  return [...problems].map(([path, message]) => ({ path, message: `Kept, and refused at deployment: ${message}` }));
}
