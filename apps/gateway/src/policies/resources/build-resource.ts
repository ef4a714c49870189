import { fieldProblems } from "@sluice/definition/problems";
import { resourceKind } from "@sluice/definition/resource-kinds/resource-kinds";
import { PolicyProblem } from "@sluice/policies/policy-problem";
import { createTextDetectors } from "@sluice/policies/resources/create-text-detectors";
import type { TextResource } from "@sluice/policies/resources/text-resource";

export interface BuiltResource {
  readonly resource: TextResource;
  /** Gives back what it holds: memory outside of JavaScript's. */
  readonly close?: () => Promise<void>;
}

type Build = (configuration: never) => BuiltResource | PolicyProblem | Promise<BuiltResource | PolicyProblem>;

const BUILDERS: Readonly<Record<string, Build>> = {
  "text-detectors": (configuration) => {
    const resource = createTextDetectors(configuration);
    return resource instanceof PolicyProblem ? resource : { resource };
  },
};

/** A resource, ready for the first request; or why it cannot be had, with the place in its configuration. */
export async function buildResource(type: string, configuration: unknown): Promise<BuiltResource | PolicyProblem> {
  const kind = resourceKind(type);
  const build = BUILDERS[type];
  if (!kind || !build) return new PolicyProblem(`There is no kind of resource ${type}.`, "type");
  const parsed = kind.configuration.safeParse(configuration);
  if (!parsed.success) {
    const [path = "", message = "The configuration is not valid."] = Object.entries(fieldProblems(parsed.error))[0] ?? [];
    return new PolicyProblem(message, path).at("configuration");
  }
  const built = await build(parsed.data as never);
  return built instanceof PolicyProblem ? built.at("configuration") : built;
}
