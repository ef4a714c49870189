import { z } from "zod";
import { contextPathsOverlap } from "./context-path.ts";
import { endpointGroupSchema, MOST_ENDPOINTS, reportDuplicates } from "./endpoint.ts";
import { flowSchema, resourceSchema } from "./flow.ts";
import { listenerSchema } from "./listener.ts";
import { loggingSchema } from "./logging.ts";
import { type Plan, planSchema } from "./plan.ts";

export const LONGEST_API_NAME = 50;
export const LONGEST_API_VERSION = 32;
export const LONGEST_DESCRIPTION = 250;

export const apiNameSchema = z
  .string("API name is required.")
  .trim()
  .min(1, "API name is required.")
  .max(LONGEST_API_NAME, `API name has to be at most ${LONGEST_API_NAME} characters long.`);
export const apiVersionSchema = z
  .string("Version number is required.")
  .trim()
  .min(1, "Version number is required.")
  .max(LONGEST_API_VERSION, `Version number has to be at most ${LONGEST_API_VERSION} characters long.`);
export const apiDescriptionSchema = z
  .string()
  .max(LONGEST_DESCRIPTION, `Description has to be at most ${LONGEST_DESCRIPTION} characters long.`)
  .default("");

const analyticsSchema = z.strictObject({
  enabled: z.boolean().default(true),
  logging: loggingSchema.prefault({}),
});

/** Each that is tried adds its time-outs to what a caller may wait. */
const MOST_RETRIES = 10;
const RETRIES = `A whole number from 0 to ${MOST_RETRIES}.`;

export const failoverSchema = z.strictObject({
  enabled: z.boolean().default(true),
  /** Further endpoints that are tried, and only before the first byte of an answer. */
  maxRetries: z.int(RETRIES).min(0, RETRIES).max(MOST_RETRIES, RETRIES).default(2),
});

/** The contract's definition. `plans` belong to it when an API is created, exported or deployed. */
export const apiDefinitionSchema = z
  .strictObject({
    definitionVersion: z.literal("V4", "Only V4 definitions are known.").default("V4"),
    type: z.literal("LLM_PROXY", "Only APIs of type LLM_PROXY are known.").default("LLM_PROXY"),
    name: apiNameSchema,
    apiVersion: apiVersionSchema,
    description: apiDescriptionSchema,
    listeners: z.array(listenerSchema).length(1, "An LLM proxy has one HTTP listener."),
    endpointGroups: z.array(endpointGroupSchema).min(1, "Add at least one provider.").max(MOST_ENDPOINTS),
    flows: z.array(flowSchema).max(50).default([]),
    resources: z.array(resourceSchema).max(50).default([]),
    analytics: analyticsSchema.prefault({}),
    failover: failoverSchema.prefault({}),
    plans: z.array(planSchema).max(50).default([]),
  })
  .superRefine((api, ctx) => {
    const problem = (path: PropertyKey[], message: string) => ctx.addIssue({ code: "custom", path, message });
    reportOverlappingPaths(api.listeners, problem);
    reportSharedNames(api.endpointGroups, problem);
    reportDuplicates(
      api.plans.map((plan) => plan.name),
      (index, name) => problem(["plans", index, "name"], `A plan named ${name} stands in the list already.`),
    );
    reportDuplicates(
      api.resources.map((resource) => resource.name),
      (index, name) => problem(["resources", index, "name"], `A resource named ${name} stands in the list already.`),
    );
    const alike = alikeKeyless(api.plans);
    if (alike)
      problem(
        ["plans"],
        `${alike[0].name} and ${alike[1].name} are published and keyless both: give one a selection rule that tells them apart.`,
      );
  });

/** Two published keyless plans with one selection rule, or none: no call could tell them apart. Null when there are no such two. */
export function alikeKeyless(plans: readonly Plan[]): readonly [Plan, Plan] | null {
  const byRule = new Map<string, Plan>();
  for (const plan of plans) {
    if (plan.security.type !== "KEY_LESS" || plan.status !== "PUBLISHED") continue;
    const rule = plan.selectionRule ?? "";
    const other = byRule.get(rule);
    if (other) return [other, plan];
    byRule.set(rule, plan);
  }
  return null;
}

type Problem = (path: PropertyKey[], message: string) => void;

function reportOverlappingPaths(listeners: z.output<typeof listenerSchema>[], problem: Problem): void {
  for (const [at, listener] of listeners.entries()) {
    for (const [index, { path }] of listener.paths.entries()) {
      const earlier = listener.paths.slice(0, index).find((other) => contextPathsOverlap(other.path, path));
      if (!earlier) continue;
      const message =
        earlier.path === path ? "Duplicated context path not allowed" : `Context path lies inside ${earlier.path}, or the other way round.`;
      problem(["listeners", at, "paths", index, "path"], message);
    }
  }
}

/** Groups and endpoints share one namespace, because either may stand before the colon of a model's id. */
function reportSharedNames(groups: z.output<typeof endpointGroupSchema>[], problem: Problem): void {
  const seen = new Set<string>();
  const claim = (name: string, path: PropertyKey[]) => {
    if (seen.has(name)) problem(path, "This name is used by another provider or endpoint group.");
    seen.add(name);
  };
  for (const [at, group] of groups.entries()) claim(group.name, ["endpointGroups", at, "name"]);
  for (const [at, group] of groups.entries()) {
    for (const [index, endpoint] of group.endpoints.entries()) {
      // A group of one may name its endpoint like itself: both mean the same place.
      if (endpoint.name === group.name && group.endpoints.length === 1) continue;
      claim(endpoint.name, ["endpointGroups", at, "endpoints", index, "name"]);
    }
  }
}

export type ApiDefinition = z.output<typeof apiDefinitionSchema>;
export type ApiDefinitionInput = z.input<typeof apiDefinitionSchema>;
