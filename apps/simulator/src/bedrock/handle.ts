import { type Answer, jsonAnswer } from "../http/answer.ts";
import { decoded } from "../http/decoded.ts";
import { type Decision, plainly, type Received, serve } from "../http/serve.ts";
import { isObject, type Json, parseJson } from "../json.ts";
import { askedFailure } from "../mind/asked-failure.ts";
import type { World } from "../world.ts";
import { accessRefusal } from "./access.ts";
import { applyGuardrail } from "./apply-guardrail.ts";
import { checkConverse } from "./check-converse.ts";
import { converseResource } from "./converse.ts";
import { converseStream } from "./converse-stream.ts";
import { invoke } from "./invoke.ts";
import { type BedrockModel, findBedrockModel } from "./models.ts";
import { planConverse } from "./plan.ts";
import { failureRefusal, invalid, NO_SUCH_PATH, type Refusal, refusalAnswer, TOO_LARGE, UNKNOWN_MODEL } from "./refusal.ts";

/** Answers one request on Bedrock's wire, in the way that its model's id asks for. */
export async function handleBedrock(received: Received, world: World): Promise<void> {
  const decision = decide(received, world);
  await serve(received.response, "exception" in decision ? plainly(refusalAnswer(decision)) : decision, headersOf(received));
}

export async function refuseSizeAsBedrock(received: Received): Promise<void> {
  await serve(received.response, plainly(refusalAnswer(TOO_LARGE)), headersOf(received));
}

const headersOf = ({ id }: Received) => ({ "x-amzn-requestid": id });

const GUARDRAIL_PATH = /^\/guardrail\/([^/]+)\/version\/([^/]+)\/apply$/;
const PATH = /^\/model\/([^/]+)\/(converse|converse-stream|invoke)$/;
const MS_PER_SECOND = 1000;
const BAD_BODY: Refusal = { ...invalid("Could not parse the request: a JSON object is expected."), exception: "SerializationException" };

function decide(received: Received, world: World): Decision | Refusal {
  const guardrail = GUARDRAIL_PATH.exec(received.path);
  const found = PATH.exec(received.path);
  if ((!found && !guardrail) || received.request.method !== "POST") return NO_SUCH_PATH;
  const refusal = accessRefusal(received, world.nowSeconds() * MS_PER_SECOND);
  if (refusal) return refusal;
  return guardrail ? decideGuardrail(received.body, guardrail) : decideModel(received, found, world);
}

function decideGuardrail(bytes: Buffer, [, identifier = "", version = ""]: RegExpExecArray): Decision | Refusal {
  const body = parseJson(bytes);
  if (!isObject(body)) return BAD_BODY;
  const answer = applyGuardrail(body, { identifier: decoded(identifier), version });
  return "exception" in answer ? answer : plainly(answer);
}

function decideModel(received: Received, found: RegExpExecArray | null, world: World): Decision | Refusal {
  if (!found) return NO_SUCH_PATH;
  const [, segment = "", operation] = found;
  const model = findBedrockModel(decoded(segment));
  if (!model) return UNKNOWN_MODEL;
  const failure = askedFailure(model.behaviour, operation === "converse-stream");
  if (failure) return failureRefusal(failure);
  const body = parseJson(received.body);
  if (!isObject(body)) return BAD_BODY;
  if (operation === "invoke") {
    const answer = invoke(body, model);
    return "exception" in answer ? answer : { behaviour: model.behaviour, answer: () => answer };
  }
  const problem = model.families.includes("chat")
    ? checkConverse(body, model)
    : "This action doesn't support the model that you provided. Try again with a supported text or chat model.";
  return problem === null ? { behaviour: model.behaviour, answer: () => converse(body, model, { operation, world }) } : invalid(problem);
}

function converse(
  body: Json,
  model: BedrockModel,
  { operation, world }: { readonly operation: string | undefined; readonly world: World },
): Answer {
  const plan = planConverse(body, model, world);
  return operation === "converse" ? jsonAnswer(converseResource(plan)) : converseStream(plan, world);
}
