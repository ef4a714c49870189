import { type Answer, jsonAnswer } from "../http/answer.ts";
import { decoded } from "../http/decoded.ts";
import { type Decision, plainly, type Received, serve } from "../http/serve.ts";
import { isObject, type Json, parseJson } from "../json.ts";
import { askedFailure } from "../mind/asked-failure.ts";
import { countPromptTokens } from "../mind/conversation.ts";
import type { World } from "../world.ts";
import { checkContents } from "./check-contents.ts";
import { checkRequest } from "./check-request.ts";
import { contentResource } from "./content.ts";
import { conversationOf } from "./conversation.ts";
import { batchEmbedContents, embedContent } from "./embed.ts";
import { geminiHeaders, keyRefusal } from "./headers.ts";
import { findGemini, GEMINIS, type Gemini, type Method, modelResource } from "./models.ts";
import { planContent } from "./plan.ts";
import { readMessage } from "./read-message.ts";
import { failureRefusal, invalid, modelNotFound, NO_SUCH_PATH, type Refusal, refusalAnswer, TOO_LARGE } from "./refusal.ts";
import { streamContent } from "./stream.ts";

/** Answers one request on Gemini's wire, in the way that its model's name asks for. */
export async function handleGemini(received: Received, world: World): Promise<void> {
  const query = new URLSearchParams((received.request.url ?? "").split("?")[1]);
  const decision = decide(received, query, world);
  const isList = received.path.endsWith(":streamGenerateContent") && query.get("alt") !== "sse";
  await serve(received.response, "code" in decision ? plainly(refusalAnswer(decision, isList)) : decision, geminiHeaders(received.tookMs));
}

export async function refuseSizeAsGemini({ response, tookMs }: Received): Promise<void> {
  await serve(response, plainly(refusalAnswer(TOO_LARGE)), geminiHeaders(tookMs));
}

const PATH = /^\/v1(?:alpha|beta)?\/models(?:\/([^/:]+)(?::([a-zA-Z]+))?)?$/;
const MESSAGE_OF: Readonly<Record<Method, string>> = {
  generateContent: "GenerateContentRequest",
  streamGenerateContent: "GenerateContentRequest",
  countTokens: "CountTokensRequest",
  embedContent: "EmbedContentRequest",
  batchEmbedContents: "BatchEmbedContentsRequest",
};

function decide({ request, path, body: bytes }: Received, query: URLSearchParams, world: World): Decision | Refusal {
  const found = PATH.exec(decoded(path));
  if (!found) return NO_SUCH_PATH;
  const refusal = keyRefusal(request.headers, query);
  if (refusal) return refusal;
  const [, id, method = ""] = found;
  if (request.method === "GET" && method === "") return models(id);
  if (request.method !== "POST" || id === undefined || !isMethod(method)) return NO_SUCH_PATH;
  const model = findGemini(id);
  if (!model?.methods.includes(method)) return modelNotFound(id, method);
  const failure = askedFailure(model.behaviour, method === "streamGenerateContent");
  const asked = keyRefusal(request.headers, query, model.behaviour) ?? (failure && failureRefusal(failure));
  if (asked) return asked;
  const given = parseJson(bytes);
  if (given === undefined) return invalid("Invalid JSON payload received. Expected a value.");
  const body = readMessage(given, MESSAGE_OF[method]);
  if (isRefusal(body)) return body;
  const answer = answerOf(body, { model, method, isSse: query.get("alt") === "sse", world });
  return typeof answer === "function" ? { behaviour: model.behaviour, answer } : answer;
}

const isMethod = (method: string): method is Method => Object.hasOwn(MESSAGE_OF, method);
const isRefusal = (value: Json | Answer | Refusal): value is Refusal => "code" in value && "message" in value;

interface Asked {
  readonly model: Gemini;
  readonly method: Method;
  readonly isSse: boolean;
  readonly world: World;
}

function answerOf(body: Json, { model, method, isSse, world }: Asked): (() => Answer) | Refusal {
  if (method === "countTokens") return countTokens(body);
  if (method === "embedContent" || method === "batchEmbedContents") {
    const answer = method === "embedContent" ? embedContent(body, model) : batchEmbedContents(body, model);
    return isRefusal(answer) ? answer : () => answer;
  }
  const problem = checkRequest(body, model);
  if (problem !== null) return invalid(problem);
  return () => {
    const plan = planContent(body, model, world);
    return method === "generateContent" ? jsonAnswer(contentResource(plan)) : streamContent(plan, isSse, world);
  };
}

function countTokens(body: Json): (() => Answer) | Refusal {
  const whole = isObject(body["generateContentRequest"]) ? body["generateContentRequest"] : body;
  const problem = checkContents(whole["contents"]);
  if (problem !== null) return invalid(problem);
  const totalTokens = countPromptTokens(conversationOf(whole));
  return () => jsonAnswer({ totalTokens, promptTokensDetails: [{ modality: "TEXT", tokenCount: totalTokens }] });
}

function models(id: string | undefined): Decision | Refusal {
  if (id === undefined) return plainly(jsonAnswer({ models: GEMINIS.map(modelResource) }));
  const model = findGemini(id);
  return model ? plainly(jsonAnswer(modelResource(model))) : modelNotFound(id, "GetModel");
}
