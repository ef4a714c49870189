import type { JwtConfiguration, OAuth2Configuration, Plan } from "@sluice/definition/plan";
import { CompileProblem } from "./compile-problem.ts";
import { compileRule } from "./compile-rule.ts";
import type { CompiledPlan, JwtPlan, OAuth2Plan, SelectionRule } from "./compiled-plan.ts";
import { importKey } from "./import-key.ts";
import { resolveSecret, type SecretSources } from "./resolve-secret.ts";

/** What proves most is asked first, and nothing last: a caller with a credential is its subscriber's, though he could go without. */
const ORDER = ["MTLS", "JWT", "OAUTH2", "API_KEY", "KEY_LESS"] as const satisfies readonly CompiledPlan["security"][];

interface PlansOf {
  readonly api: { readonly id: string; readonly name: string };
  readonly contextPaths: readonly string[];
  readonly plans: readonly Plan[];
  /** Of `plans`, in the same order. */
  readonly ids: readonly string[];
}

interface Named {
  readonly id: string;
  readonly rule: SelectionRule | null;
  /** Of the security's configuration: `plans.0.security.configuration`. */
  readonly path: string;
}

/** Plans that admit callers, in the order in which they are tried: by kind, and as the API lists them within one. Or why they cannot be. */
export function compilePlans({ plans, ids, ...of }: PlansOf, sources: SecretSources): readonly CompiledPlan[] | CompileProblem {
  const serving: CompiledPlan[] = [];
  for (const [at, plan] of plans.entries()) {
    const id = ids[at];
    if (!id || (plan.status !== "PUBLISHED" && plan.status !== "DEPRECATED")) continue;
    const rule = compileRule(plan.selectionRule, { ...of, plan: { id, name: plan.name } });
    if (rule !== null && "problem" in rule) return new CompileProblem(rule.problem, `plans.${at}.selectionRule`);
    const compiled = compilePlan(plan, { id, rule, path: `plans.${at}.security.configuration` }, sources);
    if (compiled instanceof CompileProblem) return compiled;
    serving.push(compiled);
  }
  return ORDER.flatMap((security) => serving.filter((plan) => plan.security === security));
}

function compilePlan({ security }: Plan, named: Named, sources: SecretSources): CompiledPlan | CompileProblem {
  const { id, rule } = named;
  switch (security.type) {
    case "KEY_LESS":
    case "MTLS":
      return { id, security: security.type, rule };
    case "API_KEY":
      return { id, security: "API_KEY", rule, header: security.configuration?.apiKeyHeader?.toLowerCase() ?? null };
    case "JWT":
      return compileJwt(security.configuration, named, sources);
    case "OAUTH2":
      return compileOAuth2(security.configuration, named, sources);
  }
}

function compileJwt(configuration: JwtConfiguration, { id, rule, path }: Named, sources: SecretSources): JwtPlan | CompileProblem {
  const { signature, issuer, audience, requiredScopes, clientIdClaim } = configuration;
  const key = keyOf(configuration, sources);
  if ("problem" in key) return new CompileProblem(key.problem, `${path}.resolverParameter`);
  return {
    id,
    security: "JWT",
    rule,
    algorithm: signature.slice(signature.indexOf("_") + 1),
    key,
    issuer: issuer === "" ? null : issuer,
    audience: audience.length === 0 ? null : audience,
    requiredScopes,
    clientIdClaim,
  };
}

/** Keys are read here and not at the first call: a key that is none refuses the deployment, and not its callers. */
function keyOf(
  { publicKeyResolver, resolverParameter, signature }: JwtConfiguration,
  sources: SecretSources,
): JwtPlan["key"] | { readonly problem: string } {
  if (publicKeyResolver === "JWKS_URL") return { type: "JWKS", url: resolverParameter };
  const text = resolveSecret(resolverParameter, sources);
  if (typeof text !== "string") return text;
  const key = importKey({ text, signature });
  return "problem" in key ? key : { type: "GIVEN", key };
}

function compileOAuth2(configuration: OAuth2Configuration, { id, rule, path }: Named, sources: SecretSources): OAuth2Plan | CompileProblem {
  const { introspectionEndpoint: url, clientId, cacheSeconds, requiredScopes, clientIdClaim } = configuration;
  const clientSecret = resolveSecret(configuration.clientSecret, sources);
  if (typeof clientSecret !== "string") return new CompileProblem(clientSecret.problem, `${path}.clientSecret`);
  return {
    id,
    security: "OAUTH2",
    rule,
    introspection: { url, clientId, clientSecret, cacheSeconds },
    requiredScopes,
    clientIdClaim,
  };
}
