import { createApi } from "@sluice/management/apis/create-api";
import { createApplication } from "@sluice/management/applications/create-application";
import { deployApi } from "@sluice/management/deployments/deploy-api";
import { createSubscription } from "@sluice/management/subscriptions/create-subscription";
import { granted } from "@sluice/management/testing/test-context";
import type { WholeGateway } from "./start-whole-gateway.ts";

/** The provider's key, which no consumer may see. */
export const PROVIDER_KEY = "sk-provider-canary-77c1";
/** A deployment takes milliseconds; a machine that does five other things takes some more. */
const LIVE_LIMIT_MS = 10_000;

interface SimulatedApi {
  readonly path: string;
  readonly models: readonly (string | { readonly name: string; readonly aliases: readonly string[] })[];
  readonly security?: "KEY_LESS" | "API_KEY";
}

/** A definition as the wizard makes it: one group called `sim`, whose provider is the simulator. */
export function simulatedApi({ simulator }: WholeGateway, { path, models, security = "KEY_LESS" }: SimulatedApi) {
  const priced = models.map((model) => ({ inputPrice: 1, outputPrice: 2, ...(typeof model === "string" ? { name: model } : model) }));
  const configuration = {
    provider: "OPEN_AI",
    target: `${simulator.url}/v1`,
    authentication: { type: "BEARER", bearer: PROVIDER_KEY },
    models: priced,
  };
  return {
    name: `API at ${path}`,
    apiVersion: "1",
    listeners: [{ type: "HTTP", paths: [{ path }], entrypoints: [{ type: "llm-proxy" }] }],
    endpointGroups: [{ name: "sim", endpoints: [{ name: "Default sim", configuration }] }],
    plans: [{ name: "Plan", security: { type: security }, validation: "AUTO", status: "PUBLISHED" }],
  };
}

interface DeployedApi {
  readonly apiId: string;
  readonly planId: string;
}

/** Creates and deploys an API, and waits until the gateway answers at its path. */
export function deploySimulated(gateway: WholeGateway, api: SimulatedApi): Promise<DeployedApi> {
  return deployDefinition(gateway, api.path, simulatedApi(gateway, api));
}

/** The same for a definition of the caller's own, whose context path is `path`. */
export async function deployDefinition(gateway: WholeGateway, path: string, definition: unknown): Promise<DeployedApi> {
  const { id, plans } = granted(await createApi(gateway.context, definition));
  granted(await deployApi(gateway.context, id, {}));
  await eventually(`${path} is live`, async () => (await fetch(`${gateway.url}${path}/models`)).status !== 404);
  return { apiId: id, planId: plans[0]?.id ?? "" };
}

export interface SubscribedKey {
  readonly subscriptionId: string;
  readonly keyId: string;
  readonly key: string;
}

/** A new application's key for a plan. */
export async function subscribeTo({ context }: WholeGateway, planId: string): Promise<SubscribedKey> {
  const application = granted(await createApplication(context, { name: `App of ${planId}` }));
  const { id, apiKeys } = granted(await createSubscription(context, application.id, { planId }));
  return { subscriptionId: id, keyId: apiKeys[0]?.id ?? "", key: apiKeys[0]?.key ?? "" };
}

/** Waits for something to become true, and says how many milliseconds that took; fails with its name after ten seconds. */
export async function eventually(what: string, isTrue: () => boolean | Promise<boolean>): Promise<number> {
  const beganMs = performance.now();
  while (!(await isTrue())) {
    if (performance.now() - beganMs > LIVE_LIMIT_MS) throw new Error(`It did not come to pass: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  return performance.now() - beganMs;
}
