import type { IncomingMessage, ServerResponse } from "node:http";
import type { Answer } from "../http/answer.ts";
import { deliver } from "../http/deliver.ts";
import { pause } from "../http/pause.ts";
import { type Behaviour, NORMAL } from "../mind/behaviour.ts";
import { isObject } from "./check.ts";
import { failureOf, keyRefusal, SERVER_ERROR } from "./failures.ts";
import { modelFor } from "./models.ts";
import { BAD_JSON, type Refusal, refusalAnswer, unknownUrl, wrongMethod } from "./refusal.ts";
import { type ModelRoute, matchRoute } from "./routes.ts";
import { readForm, transcription } from "./transcriptions.ts";
import type { World } from "./world.ts";

export interface Received {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** Without the query. */
  readonly path: string;
  readonly body: Buffer;
  /** What every answer carries. */
  readonly headers: Readonly<Record<string, string>>;
}

interface Decision {
  readonly behaviour: Behaviour;
  /** Made only when it is due: a hung model never answers. */
  readonly answer: () => Answer;
}

/** Answers one request on OpenAI's wire, in the way that its model's name asks for. */
export async function handleOpenAi(received: Received, world: World): Promise<void> {
  const { response, headers } = received;
  const { behaviour, answer } = await decide(received, world);
  if (behaviour.kind === "hang") return;
  if (behaviour.kind === "slow") await pause(behaviour.ms, response);
  if (!response.destroyed) await deliver(response, answer(), { behaviour, headers });
}

async function decide({ request, path, body }: Received, world: World): Promise<Decision> {
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
  const body = parse(bytes);
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
  return { behaviour: NORMAL, answer: () => refusalAnswer(refusal) };
}

/** The body's JSON; undefined when it is none. */
function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    return undefined;
  }
}
