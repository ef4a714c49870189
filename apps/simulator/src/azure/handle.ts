import { decoded } from "../http/decoded.ts";
import { plainly, type Received, serve } from "../http/serve.ts";
import { isObject, parseJson } from "../json.ts";
import { decideOpenAi } from "../openai/handle.ts";
import type { World } from "../world.ts";
import { dress } from "./dress.ts";
import { NOT_FOUND, type Refusal, refusalAnswer, TOO_LARGE, WRONG_KEY } from "./refusal.ts";

/** Answers one request at Azure's door to OpenAI's wire. A deployment is named as its model is. */
export async function handleAzure(received: Received, world: World): Promise<void> {
  const { request, response } = received;
  const key = keyOf(received);
  const target = key === null ? WRONG_KEY : targetOf(received);
  const headers = headersOf(received);
  if ("code" in target) return serve(response, plainly(refusalAnswer(target)), headers);
  const asked = { method: request.method, headers: { ...request.headers, authorization: `Bearer ${key}` } };
  const decision = await decideOpenAi({ request: asked, ...target }, world);
  await serve(response, { behaviour: decision.behaviour, answer: () => dress(decision.answer()) }, headers);
}

export async function refuseSizeAsAzure(received: Received): Promise<void> {
  await serve(received.response, plainly(refusalAnswer(TOO_LARGE)), headersOf(received));
}

/** The `api-key`, or a bearer of Microsoft Entra's; null when there is neither. */
function keyOf({ request }: Received): string | null {
  const given = request.headers["api-key"] ?? /^Bearer\s+(.+)$/i.exec(request.headers.authorization ?? "")?.[1];
  return typeof given === "string" && given.trim() !== "" ? given.trim() : null;
}

const V1 = /^\/openai(\/v1\/.+)$/;
const DEPLOYMENT = /^\/openai\/deployments\/([^/]+)(\/.+)$/;

/** What is asked of OpenAI's wire: by the newer path, or by that of a deployment, which wants a version. */
function targetOf({ path, body, request }: Received): Pick<Received, "path" | "body"> | Refusal {
  const plain = V1.exec(path)?.[1];
  if (plain !== undefined) return { path: plain, body };
  const [, deployment, operation] = DEPLOYMENT.exec(path) ?? [];
  const hasVersion = new URLSearchParams((request.url ?? "").split("?")[1]).get("api-version");
  if (deployment === undefined || !hasVersion) return NOT_FOUND;
  const given = parseJson(body);
  // Not JSON, or none that could name a model: OpenAI's wire says what is wrong with it.
  if (!isObject(given)) return { path: `/v1${operation}`, body };
  return { path: `/v1${operation}`, body: Buffer.from(JSON.stringify({ ...given, model: decoded(deployment) })) };
}

function headersOf({ id }: Received): Readonly<Record<string, string>> {
  return { "apim-request-id": id, "x-request-id": id, "x-ms-region": "Simulated Central", "x-ms-deployment-name": "simulated" };
}
