import { isObject } from "../json.ts";
import { PROVIDERS, type Provider } from "../provider.ts";
import { type Fields, type Findings, isVoid, membersOf, unfold } from "./findings.ts";
import { mapSharedConfiguration } from "./map-shared-configuration.ts";

const UNWATCHED = "There are no health checks here: endpoints are watched by the calls that they answer.";

export function mapGroups(api: Fields, isGravitee: boolean, findings: Findings): void {
  for (const [group, place] of membersOf(api["endpointGroups"], "endpointGroups")) {
    findings.leaveOut(group, place, { services: UNWATCHED, id: null, external: null });
    asLlmProxy(group);
    mapSharedConfiguration({ holder: group, field: "sharedConfiguration", place, isGravitee }, findings);
    for (const [endpoint, at] of membersOf(group["endpoints"], `${place}.endpoints`)) mapEndpoint(endpoint, at, { isGravitee, findings });
  }
}

/** `LLM_PROXY` in Gravitee's API, `llm-proxy` in its gateways and here. */
function asLlmProxy(holder: Fields): void {
  if (holder["type"] === "LLM_PROXY") holder["type"] = "llm-proxy";
}

interface Mapping {
  readonly isGravitee: boolean;
  readonly findings: Findings;
}

function mapEndpoint(endpoint: Fields, place: string, { isGravitee, findings }: Mapping): void {
  asLlmProxy(endpoint);
  findings.leaveOut(endpoint, place, {
    services: UNWATCHED,
    tenants: "There are no tenants here: every gateway calls this endpoint.",
    id: null,
  });
  const inherits = endpoint["inheritConfiguration"];
  delete endpoint["inheritConfiguration"];
  const override = unfold(endpoint, "sharedConfigurationOverride");
  if (inherits === true || isVoid(override)) delete endpoint["sharedConfigurationOverride"];
  if (inherits === true && !isVoid(override))
    findings.warn(`${place}.sharedConfigurationOverride`, "Left out, as the endpoint inherits its group's configuration.");
  if (inherits === false && isVoid(override))
    findings.warn(`${place}.inheritConfiguration`, "An endpoint without a configuration of its own has its group's here.");
  mapSharedConfiguration({ holder: endpoint, field: "sharedConfigurationOverride", place, isGravitee }, findings);
  if (typeof endpoint["weight"] === "number" && endpoint["weight"] <= 0) endpoint["weight"] = 1;
  const configuration = unfold(endpoint, "configuration");
  if (isObject(configuration)) mapConfiguration(configuration, `${place}.configuration`, findings);
}

function mapConfiguration(configuration: Fields, place: string, findings: Findings): void {
  const { target } = configuration;
  if (typeof target === "string" && target.includes("{#"))
    findings.refuse(`${place}.target`, "A provider's address holds no expressions here: write it out.");
  if (configuration["aliasOnly"] !== undefined || configuration["aliasRequiresPrefix"] !== undefined) mapOldGovernance(configuration);
  const forAll = parameters(configuration, place, findings);
  delete configuration["parametersOverride"];
  if (!isVoid(forAll)) findings.warn(`${place}.parametersOverride`, "Kept at each of the models: here it belongs to them.");
  for (const [model, at] of membersOf(configuration["models"], `${place}.models`)) mapModel(model, at, { forAll, findings });
  mapAuthentication(configuration, place, findings);
}

/** The shape of 4.11: on the configuration itself. */
function mapOldGovernance(configuration: Fields): void {
  const { aliasOnly, aliasRequiresPrefix } = configuration;
  delete configuration["aliasOnly"];
  delete configuration["aliasRequiresPrefix"];
  const policy = aliasRequiresPrefix === false ? "PREFIXED_MODEL" : "PREFIXED_BOTH";
  configuration["modelGovernance"] ??= { aliasOnly: aliasOnly === true, prefixPolicy: { policy } };
}

function mapModel(model: Fields, place: string, { forAll, findings }: { readonly forAll: Fields; readonly findings: Findings }): void {
  findings.leaveOut(model, place, { entityId: "There is no catalogue of entities here." });
  for (const price of ["inputPrice", "outputPrice"]) if (model[price] === null) delete model[price];
  if (model["aliases"] === null) delete model["aliases"];
  const own = parameters(model, place, findings);
  if (!isVoid(forAll) || !isVoid(own)) model["parametersOverride"] = { ...forAll, ...own };
  else delete model["parametersOverride"];
}

/** Gravitee keeps them as JSON in a text, with expressions in it. */
function parameters(holder: Fields, place: string, findings: Findings): Fields {
  const value = holder["parametersOverride"];
  if (value === undefined || value === null || value === "") return {};
  const parsed = unfold(holder, "parametersOverride");
  if (JSON.stringify(parsed).includes("{#"))
    findings.refuse(`${place}.parametersOverride`, "Parameters hold no expressions here: use a policy that sets parameters.");
  if (isObject(parsed)) return parsed;
  findings.refuse(`${place}.parametersOverride`, "This is no JSON object.");
  return {};
}

function mapAuthentication(configuration: Fields, place: string, findings: Findings): void {
  const { authentication, provider } = configuration;
  if (!isObject(authentication)) return;
  rename(authentication, "apiKey", "value");
  rename(authentication, "headerName", "header");
  if (authentication["type"] !== "NONE" || typeof provider !== "string" || !isProvider(provider)) return;
  // There, NONE lets the caller's own credential through. Here a credential never goes upstream.
  const [taken] = PROVIDERS[provider].authentications;
  if (taken !== "BEARER" && taken !== "API_KEY") return;
  configuration["authentication"] = taken === "BEARER" ? { type: taken, bearer: "" } : { type: taken, value: "" };
  findings.warn(
    `${place}.authentication`,
    `${PROVIDERS[provider].label} needs a key, and callers' own credentials are not passed on: enter one.`,
  );
}

function isProvider(text: string): text is Provider {
  return Object.hasOwn(PROVIDERS, text);
}

function rename(holder: Fields, from: string, to: string): void {
  if (holder[from] === undefined) return;
  holder[to] ??= holder[from];
  delete holder[from];
}
