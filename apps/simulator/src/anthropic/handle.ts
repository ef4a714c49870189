import { jsonAnswer } from "../http/answer.ts";
import { type Decision, plainly, type Received, serve } from "../http/serve.ts";
import { isObject, type Json, parseJson } from "../json.ts";
import { askedFailure } from "../mind/asked-failure.ts";
import { countPromptTokens } from "../mind/conversation.ts";
import type { World } from "../world.ts";
import { checkCountableBody, checkMessageBody } from "./check-body.ts";
import { conversationOf } from "./conversation.ts";
import { anthropicHeaders, keyRefusal } from "./headers.ts";
import { messageResource } from "./message.ts";
import { CLAUDES, type Claude, findClaude, modelResource } from "./models.ts";
import { planMessage } from "./plan.ts";
import { failureRefusal, invalid, modelNotFound, NOT_FOUND, type Refusal, refusalAnswer, TOO_LARGE, WRONG_METHOD } from "./refusal.ts";
import { streamMessage } from "./stream.ts";

/** Answers one request on Anthropic's wire, in the way that its model's name asks for. */
export async function handleAnthropic(received: Received, world: World): Promise<void> {
  const decision = decide(received, world);
  await serve(
    received.response,
    "status" in decision ? plainly(refusalAnswer(decision, received.id)) : decision,
    anthropicHeaders(received.id),
  );
}

export async function refuseSizeAsAnthropic({ response, id }: Received): Promise<void> {
  await serve(response, plainly(refusalAnswer(TOO_LARGE, id)), anthropicHeaders(id));
}

function decide(received: Received, world: World): Decision | Refusal {
  const { request, path, body: bytes } = received;
  const refusal = keyRefusal(request.headers);
  if (refusal) return refusal;
  if (path.startsWith("/v1/models")) return request.method === "GET" ? models(path.slice("/v1/models".length)) : WRONG_METHOD;
  const isCount = path === "/v1/messages/count_tokens";
  if (path !== "/v1/messages" && !isCount) return NOT_FOUND;
  if (request.method !== "POST") return WRONG_METHOD;
  const body = parseJson(bytes);
  if (!isObject(body)) return invalid("The request body is not valid JSON: an object is expected");
  if (typeof body["model"] !== "string" || body["model"] === "") return invalid("model: Field required");
  const model = findClaude(body["model"]);
  if (!model) return modelNotFound(body["model"]);
  const failure = askedFailure(model.behaviour, body["stream"] === true);
  const asked = keyRefusal(request.headers, model.behaviour) ?? (failure && failureRefusal(failure));
  return asked ?? (isCount ? count(body, model) : message(body, model, { id: received.id, world }));
}

function message(body: Json, model: Claude, { id, world }: { readonly id: string; readonly world: World }): Decision | Refusal {
  const problem = checkMessageBody(body, model);
  if (problem !== null) return invalid(problem);
  const answer = () => {
    const plan = planMessage(body, model, world);
    return body["stream"] === true ? streamMessage(plan, id, world) : jsonAnswer(messageResource(plan));
  };
  return { behaviour: model.behaviour, answer };
}

function count(body: Json, model: Claude): Decision | Refusal {
  const problem = checkCountableBody(body, model);
  if (problem !== null) return invalid(problem);
  return { behaviour: model.behaviour, answer: () => jsonAnswer({ input_tokens: countPromptTokens(conversationOf(body)) }) };
}

function models(rest: string): Decision | Refusal {
  if (rest === "" || rest === "/") {
    const data = CLAUDES.map(modelResource);
    return plainly(jsonAnswer({ data, has_more: false, first_id: data[0]?.id ?? null, last_id: data.at(-1)?.id ?? null }));
  }
  const id = rest.slice(1);
  const model = findClaude(id);
  return model ? plainly(jsonAnswer(modelResource(model))) : modelNotFound(id);
}
