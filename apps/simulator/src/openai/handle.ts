import type { IncomingMessage } from "node:http";
import { type Decision, plainly, type Received, serve } from "../http/serve.ts";
import { isObject, parseJson } from "../json.ts";
import { NORMAL } from "../mind/behaviour.ts";
import type { World } from "../world.ts";
import { failureOf, keyRefusal, SERVER_ERROR } from "./failures.ts";
import { openAiHeaders } from "./headers.ts";
import { modelFor } from "./models.ts";
import { BAD_JSON, type Refusal, refusalAnswer, TOO_LARGE, unknownUrl, wrongMethod } from "./refusal.ts";
import { type ModelRoute, matchRoute } from "./routes.ts";
import { readForm, transcription } from "./transcriptions.ts";

/** Answers one request on OpenAI's wire, in the way that its model's name asks for. */
export async function handleOpenAi(received: Received, world: World): Promise<void> {
  await serve(received.response, await decideOpenAi(received, world), openAiHeaders(received.id, received.tookMs));
}

export async function refuseSizeAsOpenAi({ response, id, tookMs }: Received): Promise<void> {
  await serve(response, refused(TOO_LARGE), openAiHeaders(id, tookMs));
}

interface Asked extends Pick<Received, "path" | "body"> {
  readonly request: Pick<IncomingMessage, "method" | "headers">;
}

/** What OpenAI's wire makes of a request: other doors to the same models (Azure) ask it too. */
export async function decideOpenAi({ request, path, body }: Asked, world: World): Promise<Decision> {
  const method = request.method ?? "GET";
  const key = request.headers.authorization;
  const match = matchRoute(method, path);
  if (!match) return refused(unknownUrl(method, path));
  const { route, id } = match;
  if (!route) return refused(wrongMethod(method, path));
  const wrongKey = keyRefusal(key, NORMAL);
  if (wrongKey) return refused(wrongKey);
  if (route.kind === "plain") return { behaviour: NORMAL, answer: () => route.answer(id, world) };
  if (route.kind === "model") return decideModel(route, body, { key, world });
  const form = await readForm(body, request.headers["content-type"]);
  return form instanceof FormData ? decideForm(form, key) : refused(form);
}

interface Caller {
  readonly key: string | undefined;
  readonly world: World;
}

function decideModel(route: ModelRoute, bytes: Buffer, { key, world }: Caller): Decision {
  const body = parseJson(bytes);
  if (!isObject(body)) return refused(BAD_JSON);
  const model = modelFor(body["model"] ?? route.defaultModel, route.capability);
  if (!("behaviour" in model)) return refused(model);
  const { behaviour } = model;
  const failure = keyRefusal(key, behaviour) ?? failureOf(behaviour, model.id);
  // An answer that is not streamed has no middle to fail in.
  if (behaviour.kind === "error-midstream" && body["stream"] !== true) return refused(SERVER_ERROR);
  return failure ? refused(failure) : { behaviour, answer: () => route.answer(body, model, world) };
}

function decideForm(form: FormData, key: string | undefined): Decision {
  const model = modelFor(form.get("model"), "transcription");
  if (!("behaviour" in model)) return refused(model);
  const failure = keyRefusal(key, model.behaviour) ?? failureOf(model.behaviour, model.id);
  if (failure) return refused(failure);
  const answer = transcription(form);
  return "kind" in answer ? { behaviour: model.behaviour, answer: () => answer } : refused(answer);
}

function refused(refusal: Refusal): Decision {
  return plainly(refusalAnswer(refusal));
}
