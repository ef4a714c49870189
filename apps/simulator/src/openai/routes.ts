import type { Answer } from "../http/answer.ts";
import { jsonAnswer } from "../http/answer.ts";
import { decoded } from "../http/decoded.ts";
import type { Json } from "../json.ts";
import type { World } from "../world.ts";
import { chatCompletion } from "./chat-completion.ts";
import { completion } from "./completion.ts";
import { embeddings } from "./embeddings.ts";
import { images } from "./images.ts";
import { type Capability, findModel, MODELS, modelResource, type SimulatedModel } from "./models.ts";
import { DEFAULT_MODERATION_MODEL, moderations } from "./moderations.ts";
import { refusalAnswer } from "./refusal.ts";
import { createResponse, deleteResponse, getResponse } from "./responses.ts";

/** A path that takes JSON and names a model in it. */
export interface ModelRoute {
  readonly kind: "model";
  readonly capability: Capability;
  readonly defaultModel?: string;
  readonly answer: (body: Json, model: SimulatedModel, world: World) => Answer;
}

/** A path that takes a form and names a model in it. */
export interface FormRoute {
  readonly kind: "form";
}

/** A path that takes no body. */
export interface PlainRoute {
  readonly kind: "plain";
  readonly answer: (id: string, world: World) => Answer;
}

export type Route = ModelRoute | FormRoute | PlainRoute;

type Methods = Readonly<Record<string, Route>>;

const PATHS: Readonly<Record<string, Methods>> = {
  "/v1/models": { GET: { kind: "plain", answer: () => jsonAnswer({ object: "list", data: MODELS.map(modelResource) }) } },
  "/v1/models/{id}": { GET: { kind: "plain", answer: getModel } },
  "/v1/chat/completions": { POST: { kind: "model", capability: "chat", answer: chatCompletion } },
  "/v1/completions": { POST: { kind: "model", capability: "chat", answer: completion } },
  "/v1/responses": { POST: { kind: "model", capability: "chat", answer: createResponse } },
  "/v1/responses/{id}": { GET: { kind: "plain", answer: getResponse }, DELETE: { kind: "plain", answer: deleteResponse } },
  "/v1/embeddings": { POST: { kind: "model", capability: "embeddings", answer: embeddings } },
  "/v1/moderations": { POST: { kind: "model", capability: "moderation", defaultModel: DEFAULT_MODERATION_MODEL, answer: moderations } },
  "/v1/images/generations": { POST: { kind: "model", capability: "images", answer: images } },
  "/v1/audio/transcriptions": { POST: { kind: "form" } },
  "/v1/files": {
    GET: { kind: "plain", answer: () => jsonAnswer({ object: "list", data: [], first_id: "", last_id: "", has_more: false }) },
  },
};

export interface Match {
  /** Undefined when the path exists, but not with this method. */
  readonly route: Route | undefined;
  readonly id: string;
}

/** The route of a path; null when there is none. */
export function matchRoute(method: string, path: string): Match | null {
  const exact = PATHS[path];
  if (exact) return { route: exact[method], id: "" };
  const slash = path.lastIndexOf("/");
  const methods = PATHS[`${path.slice(0, slash)}/{id}`];
  return methods ? { route: methods[method], id: decoded(path.slice(slash + 1)) } : null;
}

function getModel(id: string): Answer {
  const model = findModel(id);
  if (model) return jsonAnswer(modelResource({ ...model, id }));
  return refusalAnswer({
    status: 404,
    message: `The model '${id}' does not exist`,
    type: "invalid_request_error",
    param: "model",
    code: "model_not_found",
  });
}
