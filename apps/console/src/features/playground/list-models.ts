import { z } from "zod";
import { callGateway, type GatewayApi, GatewayProblem } from "./call-gateway.ts";

const listSchema = z.object({ data: z.array(z.object({ id: z.string() })) });

/** The models that this caller is offered, by the API's own word. */
export async function listModels(api: GatewayApi, signal: AbortSignal): Promise<readonly string[] | GatewayProblem> {
  const answer = await callGateway(api, "/models", { signal });
  if (answer instanceof GatewayProblem) return answer;
  const read = listSchema.safeParse(await answer.json().catch(() => null));
  if (read.success) return read.data.data.map(({ id }) => id);
  return new GatewayProblem({ status: answer.status, code: null, message: "The list of models cannot be read.", retryAfterSeconds: null });
}
