import type { MadeApi } from "./made-api.ts";
import { callManagement } from "./management.ts";
import type { E2eStack } from "./stack.ts";

/** Three policies in the API's only flow, and a flow without any in its plan. */
export async function seedFlows(stack: E2eStack, api: MadeApi): Promise<void> {
  const current = await callManagement(stack, `GET /apis/${api.id}`);
  const step = (name: string) => ({ name, policy: "ip-filtering", configuration: { blacklistIps: ["192.0.2.1"] } });
  const selectors = [{ type: "CONDITION", condition: "{#llm.kind == 'PROMPT' || #llm.kind == 'TOOL_CALL'}" }];
  const [plan] = current["plans"] as Record<string, unknown>[];
  await callManagement(stack, `PUT /apis/${api.id}`, {
    ...current,
    flows: [{ name: "Prompt", selectors, request: ["First", "Second", "Third"].map(step) }],
    plans: [{ ...plan, flows: [{ name: "Every call" }] }],
  });
}

/** A guard by built-in detectors, and a policy that sees everything. */
export async function seedGuard(stack: E2eStack, api: MadeApi): Promise<void> {
  const current = await callManagement(stack, `GET /apis/${api.id}`);
  const configuration = { resourceName: "detectors", requestPolicy: "BLOCK_REQUEST" };
  const address = { name: "Addresses", policy: "ip-filtering", configuration: { blacklistIps: ["192.0.2.1"] } };
  await callManagement(stack, `PUT /apis/${api.id}`, {
    ...current,
    resources: [{ name: "detectors", type: "text-detectors", configuration: { promptInjection: true } }],
    flows: [{ name: "Every call", request: [{ name: "Guard", policy: "ai-prompt-guard-rails", configuration }, address] }],
  });
}
