import { callManagement, freshPath } from "./management.ts";
import type { E2eStack } from "./stack.ts";

export interface MadeApi {
  readonly id: string;
  readonly name: string;
  readonly path: string;
}

/** What the wizard would send for an API on the simulator, at an address of its own. */
export function apiOnSimulator({ simulatorUrl }: E2eStack, plans: readonly unknown[]) {
  const path = freshPath();
  const definition = {
    name: `Support ${path}`.slice(0, 50),
    apiVersion: "1.0",
    listeners: [{ paths: [{ path: `/${path}` }], entrypoints: [{ type: "llm-proxy" }] }],
    endpointGroups: [
      {
        name: "simulator",
        endpoints: [
          {
            name: "Default simulator",
            configuration: {
              provider: "OPEN_AI_COMPATIBLE",
              target: `${simulatorUrl}/v1`,
              authentication: { type: "NONE" },
              models: [{ name: "gpt-5-mini", inputPrice: 0.25, outputPrice: 2 }, { name: "gpt-5" }],
            },
          },
        ],
      },
    ],
    plans,
  };
  return { definition, name: definition.name, path: `/${path}` };
}

const KEYLESS = { name: "Keyless", security: { type: "KEY_LESS" }, validation: "AUTO", status: "PUBLISHED" };

/** An API on the simulator, made by the management API: for tests of what comes after the wizard. */
export async function makeApi(stack: E2eStack, { deployed = false }: { readonly deployed?: boolean } = {}): Promise<MadeApi> {
  const { definition, name, path } = apiOnSimulator(stack, [KEYLESS]);
  const { id } = await callManagement(stack, "POST /apis", definition);
  if (deployed) await callManagement(stack, `POST /apis/${String(id)}/deployments`, {});
  return { id: String(id), name, path };
}
