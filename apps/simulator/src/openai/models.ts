import { type Behaviour, behaviourOf, NORMAL } from "../mind/behaviour.ts";
import { invalid, modelNotFound, type Refusal } from "./refusal.ts";

export type Capability = "chat" | "embeddings" | "images" | "transcription" | "moderation";

export interface SimulatedModel {
  readonly id: string;
  /** The dated name that OpenAI answers with when the plain one was asked for. */
  readonly snapshot: string;
  /** Unix seconds, OpenAI's own. */
  readonly created: number;
  readonly ownedBy: string;
  readonly serves: readonly Capability[];
  /** Thinks before it answers, and reports reasoning tokens. */
  readonly reasons: boolean;
  /** Refuses `max_tokens`, `temperature` and the like, as OpenAI's reasoning models do. */
  readonly fixedSampling: boolean;
  /** Length of its embeddings. */
  readonly dimensions: number;
  readonly behaviour: Behaviour;
}

const PLAIN = { ownedBy: "system", reasons: false, fixedSampling: false, dimensions: 0, behaviour: NORMAL } as const;
const CHAT = { ...PLAIN, serves: ["chat"] as readonly Capability[] };
const EMBEDDING = { ...PLAIN, serves: ["embeddings"] as readonly Capability[] };

/** gpt-5 refuses max_tokens and temperature at OpenAI; here only o4-mini does, so that everyday examples run on the quick start's model. */
export const MODELS: readonly SimulatedModel[] = [
  { ...CHAT, id: "gpt-5-mini", snapshot: "gpt-5-mini-2025-08-07", created: 1754425928, reasons: true },
  { ...CHAT, id: "gpt-5", snapshot: "gpt-5-2025-08-07", created: 1754425777, reasons: true },
  { ...CHAT, id: "gpt-4o", snapshot: "gpt-4o-2024-08-06", created: 1715367049 },
  { ...CHAT, id: "gpt-4o-mini", snapshot: "gpt-4o-mini-2024-07-18", created: 1721172741 },
  { ...CHAT, id: "o4-mini", snapshot: "o4-mini-2025-04-16", created: 1744225351, reasons: true, fixedSampling: true },
  { ...EMBEDDING, id: "text-embedding-3-small", snapshot: "text-embedding-3-small", created: 1705948997, dimensions: 1536 },
  { ...EMBEDDING, id: "text-embedding-3-large", snapshot: "text-embedding-3-large", created: 1705953180, dimensions: 3072 },
  { ...PLAIN, id: "gpt-image-1", snapshot: "gpt-image-1", created: 1745517030, serves: ["images"] },
  { ...PLAIN, id: "whisper-1", snapshot: "whisper-1", created: 1677532384, serves: ["transcription"], ownedBy: "openai-internal" },
  { ...PLAIN, id: "omni-moderation-latest", snapshot: "omni-moderation-latest", created: 1731689265, serves: ["moderation"] },
];

const EVERYTHING: readonly Capability[] = ["chat", "embeddings", "images", "transcription", "moderation"];

/** A model by its plain or dated name, or one of the `sim-` family; null when there is none. */
export function findModel(id: string): SimulatedModel | null {
  const listed = MODELS.find((model) => model.id === id || model.snapshot === id);
  if (listed) return listed;
  const behaviour = behaviourOf(id);
  if (!behaviour) return null;
  return { ...PLAIN, id, snapshot: id, created: 1767225600, ownedBy: "simulator", serves: EVERYTHING, dimensions: 1536, behaviour };
}

/** The model that a request names, when it is known and can do what is asked. */
export function modelFor(name: unknown, capability: Capability): SimulatedModel | Refusal {
  if (name === undefined || name === null || name === "") return invalid("you must provide a model parameter");
  if (typeof name !== "string") return invalid("invalid model parameter: expected a string", "model", "invalid_type");
  const model = findModel(name);
  if (!model) return modelNotFound(name);
  return model.serves.includes(capability) ? model : wrongModel(name, capability);
}

function wrongModel(name: string, capability: Capability): Refusal {
  const base = { type: "invalid_request_error", param: "model", code: null } as const;
  if (capability === "chat")
    return {
      ...base,
      status: 404,
      message: `This is not a chat model and thus not supported in the v1/chat/completions endpoint: ${name}.`,
    };
  if (capability === "embeddings") return { ...base, status: 403, message: `You are not allowed to generate embeddings from this model` };
  return { ...base, status: 400, message: `Invalid value: '${name}'. This model does not support ${capability}.`, code: "invalid_value" };
}

/** A model as `GET /models` shows it. */
export function modelResource({ id, created, ownedBy }: SimulatedModel) {
  return { id, object: "model", created, owned_by: ownedBy } as const;
}
