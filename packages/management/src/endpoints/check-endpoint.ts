import {
  type EndpointCheckInput,
  type EndpointCheckResult,
  endpointCheckInputSchema,
  endpointCheckSchema,
} from "@sluice/definition/resources";
import { authorise } from "../access/authorise.ts";
import type { ManagementContext } from "../context.ts";
import { ManagementError } from "../management-error.ts";
import { refuseChosenAddresses } from "../outbound/refuse-chosen-addresses.ts";
import { parseInput } from "../parse-input.ts";
import { proposePrice } from "../prices/propose-price.ts";
import { askGateway, type GatewayAnswer } from "./ask-gateway.ts";
import { sealCheckSecrets } from "./seal-check-secrets.ts";

/**
 * Has a gateway call the provider, by the code and from the network of real calls, and adds proposed prices to the models it lists.
 * A provider that refuses is an answer (`ok: false`), not an error.
 */
export async function checkEndpoint(context: ManagementContext, body: unknown): Promise<EndpointCheckResult | ManagementError> {
  const input = parseInput(endpointCheckInputSchema, body);
  if (input instanceof ManagementError) return input;
  const { apiId } = input;
  const denied = await (apiId === undefined ? authorise(context, "apis:create") : authorise(context, "apis:write", { apiId }));
  if (denied) return denied;
  const unsafe = refuseChosenAddresses(context, input);
  if (unsafe) return unsafe;
  const request = await sealCheckSecrets(context, input);
  if (request instanceof ManagementError) return request;
  const answer = await askGateway(context, request);
  return answer instanceof ManagementError ? answer : withPrices(input, readAnswer(answer));
}

function readAnswer(answer: GatewayAnswer): EndpointCheckResult {
  if (answer.from === "none") return answer.why === "no-gateway" ? NO_GATEWAY : NO_ANSWER;
  const parsed = endpointCheckSchema.safeParse(answer.result);
  return parsed.success ? parsed.data : UNREADABLE;
}

function unanswered(message: string, hint: string): EndpointCheckResult {
  return { ok: false, models: [], latencyMs: 0, error: { status: null, message, hint } };
}

const NO_GATEWAY = unanswered(
  "No gateway is running, so nobody can ask the provider.",
  "Start a gateway and test again. You can save without the test.",
);
const NO_ANSWER = unanswered("No gateway answered in time.", "Is the gateway running, and does it reach the database?");
const UNREADABLE = unanswered("The gateway's answer cannot be read.", "Are console and gateway of the same version?");

function withPrices({ provider, target }: EndpointCheckInput, result: EndpointCheckResult): EndpointCheckResult {
  const models = result.models.map((model) => {
    const { model: _model, ...prices } = proposePrice(provider, model.id, target);
    return { ...prices, ...model };
  });
  return { ...result, models };
}
