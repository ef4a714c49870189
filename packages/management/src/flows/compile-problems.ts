import type { ApiDefinition } from "@sluice/definition/api";
import type { FieldProblems } from "@sluice/definition/problems";
import { checkResources } from "@sluice/definition/resource-kinds/check-resources";
import { flowProblems } from "./flow-problems.ts";
import { loggingProblems } from "./logging-problems.ts";

/**
 * Why no gateway could compile what the schema lets through, by field: policies and resources that are not known here, expressions that do
 * not compile. It may be saved, and is refused when it is deployed.
 */
export function compileProblems(definition: Pick<ApiDefinition, "flows" | "plans" | "resources" | "analytics">): FieldProblems {
  const resources = checkResources(definition).map(({ path, message }) => [path, message]);
  return { ...Object.fromEntries(resources), ...flowProblems(definition), ...loggingProblems(definition) };
}
