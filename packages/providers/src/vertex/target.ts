import { targetProblem } from "@sluice/definition/endpoint";
import type { ProviderAddress, ProviderConfiguration, ProviderProblem } from "../adapter.ts";

/** Google's locations of whole continents have hosts of another form (https://cloud.google.com/vertex-ai/docs/general/locations). */
const HOSTS: Readonly<Record<string, string>> = {
  global: "aiplatform.googleapis.com",
  us: "aiplatform.us.rep.googleapis.com",
  eu: "aiplatform.eu.rep.googleapis.com",
};
const LOCATION = /^[a-z][a-z0-9-]*$/;
/** Old projects of a domain have its name before theirs: `example.com:project`. */
const PROJECT = /^[a-z0-9][a-z0-9.:-]*$/;
const VERSION = "/v1";

/**
 * Where calls to Vertex AI go: the base path holds project and location, calls add publisher and model. A given address is taken
 * instead of Google's; a version or a project at its end is kept. The token is fetched for each hour and comes with each call.
 */
export function resolveVertexTarget(configuration: ProviderConfiguration): ProviderAddress | ProviderProblem {
  const { authentication, projectId = "", location = "", target: given } = configuration;
  if (authentication.type !== "SERVICE_ACCOUNT")
    return { field: "authentication.type", problem: `Vertex AI takes a service account, not ${authentication.type}.` };
  if (projectId && !PROJECT.test(projectId))
    return { field: "projectId", problem: `'${projectId}' is not the id of a Google Cloud project, such as my-project-123.` };
  if (location && !LOCATION.test(location))
    return { field: "location", problem: `'${location}' is not a location, such as global or us-central1.` };
  const target = given || `https://${HOSTS[location] ?? `${location}-aiplatform.googleapis.com`}`;
  const problem = targetProblem(target);
  if (problem) return { field: "target", problem };
  const url = new URL(target);
  const path = url.pathname.replace(/\/+$/, "");
  if (/\/projects\/[^/]+\/locations\/[^/]+$/.test(path)) return { origin: url.origin, basePath: path, headers: [] };
  if (!projectId) return { field: "projectId", problem: "The project is required." };
  if (!location) return { field: "location", problem: "The location is required." };
  const version = /\/v\d[a-z0-9]*$/.test(path) ? path : path + VERSION;
  return { origin: url.origin, basePath: `${version}/projects/${projectId}/locations/${location}`, headers: [] };
}
