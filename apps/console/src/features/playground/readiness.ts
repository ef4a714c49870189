import type { PlanSecurityType } from "@sluice/definition/plan";
import type { ApiResource, DeploymentDetail, GatewayStatus } from "@sluice/definition/resources";
import { z } from "zod";
import { baseUrlOf } from "../../lib/base-url.ts";

/** How callers may be let in, by the plans in force. */
export interface WaysIn {
  /** The name of the plan that asks for nothing; null: every caller brings something. */
  readonly keyless: string | null;
  readonly keys: boolean;
  readonly tokens: boolean;
}

export type Readiness =
  | { readonly kind: "ready"; readonly baseUrl: string; readonly revision: number; readonly ways: WaysIn }
  | { readonly kind: "not_deployed" | "stopped" | "no_gateway" | "no_plan" | "certificates_only" };

const deployedSchema = z.object({
  listeners: z.array(z.object({ paths: z.array(z.object({ path: z.string() })) })),
  plans: z.array(z.object({ name: z.string(), status: z.string(), security: z.object({ type: z.string() }) })),
});

/** Whether a page can call this API, as it is deployed; or what is in the way. Null: the deployment cannot be read. */
export function readinessOf(
  api: Pick<ApiResource, "state" | "deploymentState">,
  deployment: Pick<DeploymentDetail, "revision" | "definition"> | null,
  { gateways, gatewayUrl }: Pick<GatewayStatus, "gateways" | "gatewayUrl">,
): Readiness | null {
  if (api.deploymentState === "NOT_DEPLOYED" || !deployment) return { kind: "not_deployed" };
  if (api.state === "STOPPED") return { kind: "stopped" };
  if (!gateways.some(({ alive }) => alive)) return { kind: "no_gateway" };
  const deployed = deployedSchema.safeParse(deployment.definition);
  const path = deployed.data?.listeners[0]?.paths[0]?.path;
  if (!deployed.success || path === undefined) return null;
  // Whoever is subscribed to a deprecated plan is still let in.
  const plans = deployed.data.plans.filter(({ status }) => status === "PUBLISHED" || status === "DEPRECATED");
  if (plans.length === 0) return { kind: "no_plan" };
  const has = (type: PlanSecurityType) => plans.some(({ security }) => security.type === type);
  const keyless = plans.find(({ security }) => security.type === "KEY_LESS")?.name ?? null;
  const ways = { keyless, keys: has("API_KEY"), tokens: has("JWT") || has("OAUTH2") };
  // A page's calls to another origin carry no certificate.
  if (keyless === null && !ways.keys && !ways.tokens) return { kind: "certificates_only" };
  return { kind: "ready", baseUrl: baseUrlOf(gatewayUrl, path), revision: deployment.revision, ways };
}
