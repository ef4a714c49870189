import { listenerChanges } from "./changes/listeners.ts";
import { planChanges } from "./changes/plans.ts";
import { groupChanges } from "./changes/providers.ts";
import {
  inside,
  items,
  namedChanges,
  objectChanges,
  otherChanges,
  type Pair,
  type Place,
  same,
  toggled,
  valueChange,
} from "./changes/report.ts";
import { fieldsOf } from "./json.ts";
import type { Change } from "./resources.ts";

const SAID = ["name", "apiVersion", "description", "listeners", "endpointGroups", "plans", "failover", "analytics", "flows", "resources"];

/**
 * What differs between two definitions, in words for the people who run them; empty when they would serve alike.
 * Takes definitions as they are stored, shown or half written. Models, groups and plans are told apart by name, not by place.
 * A secret that differs is said to be replaced; its values are never in the result, sealed or not.
 */
export function describeChanges(before: unknown, after: unknown): Change[] {
  const changes: Change[] = [];
  const root: Place = { path: "", report: (path, summary, values) => changes.push({ path, summary, ...values }) };
  const from = fieldsOf(before);
  const to = fieldsOf(after);
  const both = (field: string): Pair => [from[field], to[field]];
  valueChange(inside(root, "name"), "Name", both("name"));
  valueChange(inside(root, "apiVersion"), "Version", both("apiVersion"));
  if (!same(from["description"] || undefined, to["description"] || undefined)) root.report("description", "Description changed");
  listenerChanges(inside(root, "listeners"), both("listeners"));
  groupChanges(inside(root, "endpointGroups"), [items(from["endpointGroups"]), items(to["endpointGroups"])]);
  planChanges(inside(root, "plans"), [items(from["plans"]), items(to["plans"])]);
  failoverChanges(inside(root, "failover"), both("failover"));
  analyticsChanges(inside(root, "analytics"), both("analytics"));
  flowChanges(inside(root, "flows"), both("flows"));
  namedChanges(inside(root, "resources"), "Resource", [items(from["resources"]), items(to["resources"])]);
  otherChanges(root, [from, to], SAID);
  return changes;
}

function failoverChanges(place: Place, [before, after]: Pair): void {
  const [from, to] = [fieldsOf(before), fieldsOf(after)];
  toggled(inside(place, "enabled"), "Failover", [from["enabled"], to["enabled"]]);
  valueChange(inside(place, "maxRetries"), "Failover's number of retries", [from["maxRetries"], to["maxRetries"]]);
  otherChanges(place, [from, to], ["enabled", "maxRetries"]);
}

const LOGGING = [
  ["content", "Logged content"],
  ["headers", "Logging of headers"],
  ["payload", "Logging of bodies"],
  ["condition", "Condition of logging"],
  ["samplingPercent", "Percentage of requests whose contents are logged"],
  ["retentionDays", "Days for which contents are kept"],
] as const;

/** Left out, only what passes between caller and gateway is logged. */
function loggingModeChanges(place: Place, [before, after]: Pair): void {
  const [from, to] = [fieldsOf(before), fieldsOf(after)];
  toggled(inside(place, "entrypoint"), "Logging between callers and the gateway", [from["entrypoint"] ?? true, to["entrypoint"] ?? true]);
  toggled(inside(place, "endpoint"), "Logging between the gateway and providers", [from["endpoint"] ?? false, to["endpoint"] ?? false]);
  otherChanges(place, [from, to], ["entrypoint", "endpoint"]);
}

function analyticsChanges(place: Place, [before, after]: Pair): void {
  const [from, to] = [fieldsOf(before), fieldsOf(after)];
  toggled(inside(place, "enabled"), "Analytics", [from["enabled"], to["enabled"]]);
  const logging = inside(place, "logging");
  const [loggingFrom, loggingTo] = [fieldsOf(from["logging"]), fieldsOf(to["logging"])];
  for (const [field, words] of LOGGING) valueChange(inside(logging, field), words, [loggingFrom[field], loggingTo[field]]);
  loggingModeChanges(inside(logging, "mode"), [loggingFrom["mode"], loggingTo["mode"]]);
  otherChanges(logging, [loggingFrom, loggingTo], [...LOGGING.map(([field]) => field), "mode"]);
  otherChanges(place, [from, to], ["enabled", "logging"]);
}

/** Flows have no names that one could rely on, and their order counts. */
function flowChanges(place: Place, [before, after]: Pair): void {
  const [from, to] = [items(before), items(after)];
  for (let index = 0; index < Math.max(from.length, to.length); index++) {
    const name = fieldsOf(to[index] ?? from[index])["name"];
    const called = typeof name === "string" && name !== "" ? `Flow ${name}` : `Flow ${index + 1}`;
    objectChanges(inside(place, index), called, [from[index], to[index]]);
  }
}
