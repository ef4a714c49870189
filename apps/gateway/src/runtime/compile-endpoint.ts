import type { Authentication, Endpoint, EndpointConfiguration, EndpointGroup } from "@sluice/definition/endpoint";
import { asReference } from "@sluice/definition/secret-reference";
import { isCredentialHeader, SECRET_FIELDS } from "@sluice/definition/secret-sites";
import { ADAPTERS } from "@sluice/providers/registry";
import { parseServiceAccount } from "@sluice/providers/vertex/service-account";
import { CompileProblem } from "./compile-problem.ts";
import type { Authorisation, Target } from "./compiled-api.ts";
import { headerProblem, resolveSecret, type SecretSources } from "./resolve-secret.ts";

export interface CompiledEndpoint {
  readonly endpoint: Endpoint;
  /** Without a model. Each model's target is this one and the model. */
  readonly target: Target;
}

export interface EndpointPlace {
  readonly group: EndpointGroup;
  readonly endpoint: Endpoint;
  /** `endpointGroups.0.endpoints.1` */
  readonly path: string;
}

/** An endpoint with its secrets opened, its address resolved and its headers written out. */
export function compileEndpoint({ group, endpoint, path }: EndpointPlace, sources: SecretSources): CompiledEndpoint | CompileProblem {
  const shared = endpoint.sharedConfigurationOverride ?? group.sharedConfiguration;
  const { configuration } = endpoint;
  const opened = openAuthentication(configuration.authentication, sources);
  if ("problem" in opened) return new CompileProblem(opened.problem, `${path}.configuration.authentication.${opened.field}`);
  const adapter = ADAPTERS[configuration.provider];
  const address = adapter.resolveTarget({ ...configuration, authentication: opened.authentication });
  if ("problem" in address) return new CompileProblem(address.problem, `${path}.configuration.${address.field}`);
  const authorisation = compileAuthorisation(opened.authentication);
  if (authorisation && "problem" in authorisation)
    return new CompileProblem(authorisation.problem, `${path}.configuration.authentication.${authorisation.field}`);
  const headersAt = endpoint.sharedConfigurationOverride
    ? `${path}.sharedConfigurationOverride`
    : `${path.replace(/\.endpoints\.\d+$/, "")}.sharedConfiguration`;
  const headers = mergeHeaders(address.headers, shared.headers, sources);
  if ("problem" in headers) return new CompileProblem(headers.problem, `${headersAt}.headers.${headers.index}`);
  const refused = refusedOverride(configuration);
  if (refused) return new CompileProblem(refused.problem, `${path}.configuration.${refused.field}`);
  const { origin, basePath } = address;
  const { provider } = configuration;
  const target: Target = {
    provider,
    group: group.name,
    endpoint: endpoint.name,
    model: null,
    speaksOpenAi: adapter.speaksOpenAi,
    origin,
    basePath,
    headers: headers.headers,
    http: shared.http,
    overrides: null,
    authorisation,
    publisher: configuration.publisher ?? null,
    secrets: [...new Set([...opened.secrets, ...headers.secrets])],
  };
  return { endpoint, target };
}

/** What has to be worked out for each call. Credentials of AWS that are not given are the machine's own, looked for when they are needed. */
export function compileAuthorisation(authentication: Authentication): Authorisation | { problem: string; field: string } | null {
  if (authentication.type === "SERVICE_ACCOUNT") {
    const account = parseServiceAccount(authentication.json);
    return "problem" in account ? { problem: account.problem, field: "json" } : { type: "GOOGLE", account };
  }
  if (authentication.type !== "AWS") return null;
  const { region, accessKeyId, secretAccessKey, sessionToken } = authentication;
  const given = accessKeyId && secretAccessKey;
  return { type: "AWS", region, credentials: given ? { region, accessKeyId, secretAccessKey, sessionToken } : null };
}

/** Servers that want no key are given words like "none": taking those out of every answer would garble it and hide nothing. */
const SHORTEST_SCRUBBED = 6;

type OpenedAuthentication = { readonly authentication: Authentication; readonly secrets: readonly string[] };

/** The same authentication in clear, and the values to keep out of everything that a caller sees. */
export function openAuthentication(
  authentication: Authentication,
  sources: SecretSources,
): OpenedAuthentication | { problem: string; field: string } {
  const copy: Record<string, unknown> = { ...authentication };
  const secrets: string[] = [];
  for (const field of SECRET_FIELDS) {
    const stored = copy[field];
    // Empty is not set yet: the API is served, and the provider says that it wants a key.
    if (typeof stored !== "string" || stored === "") continue;
    const secret = resolveSecret(stored, sources);
    if (typeof secret !== "string") return { problem: secret.problem, field };
    const problem = field === "json" ? null : headerProblem(secret);
    if (problem) return { problem, field };
    copy[field] = secret;
    if (secret.length >= SHORTEST_SCRUBBED) secrets.push(secret);
  }
  // Only strings were replaced by strings: the shape is the one that was checked.
  return { authentication: copy as Authentication, secrets };
}

/** The gateway's own business on a connection: a fixed value would break the call, or smuggle a second one into it. */
const OWN_HEADERS = new Set([
  "connection",
  "content-length",
  "expect",
  "host",
  "keep-alive",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
]);

type ConfiguredHeader = { readonly name: string; readonly value: string };
type MergedHeaders = { readonly headers: readonly string[]; readonly secrets: readonly string[] };

/** Authentication first; a configured header of the same name does not replace it. Under a name for credentials, or as a reference, a value is a secret. */
function mergeHeaders(
  own: readonly string[],
  configured: readonly ConfiguredHeader[],
  sources: SecretSources,
): MergedHeaders | { problem: string; index: number } {
  const headers = new Map<string, string>();
  const secrets: string[] = [];
  for (const [index, { name, value }] of configured.entries()) {
    const lower = name.toLowerCase();
    if (OWN_HEADERS.has(lower)) return { problem: `The header ${name} is set by the gateway itself: remove it.`, index };
    const isSecret = isCredentialHeader(name) || asReference(value) !== null;
    const resolved = isSecret ? resolveSecret(value, sources) : value;
    if (typeof resolved !== "string") return { problem: resolved.problem, index };
    const problem = isSecret && resolved !== "" ? headerProblem(resolved) : null;
    if (problem) return { problem, index };
    if (isSecret && resolved.length >= SHORTEST_SCRUBBED) secrets.push(resolved);
    headers.set(lower, resolved);
  }
  for (let at = 0; at < own.length; at += 2) headers.set(own[at] ?? "", own[at + 1] ?? "");
  return { headers: [...headers].flat(), secrets };
}

/** These decide where the call goes and how it is answered; a fixed value would contradict what the caller is told. */
const OWN_PARAMETERS = ["model", "stream"] as const;

function refusedOverride(configuration: EndpointConfiguration): { problem: string; field: string } | null {
  for (const [index, model] of configuration.models.entries()) {
    const parameter = OWN_PARAMETERS.find((name) => Object.hasOwn(model.parametersOverride, name));
    if (parameter)
      return { problem: `The parameter ${parameter} cannot be overridden.`, field: `models.${index}.parametersOverride.${parameter}` };
  }
  return null;
}
