import { Denial } from "@sluice/wire/denial";
import type { ChatRequest } from "../chat/chat-request.ts";
import { judgeParameters } from "../chat/parameters.ts";
import { Problems } from "../chat/problems.ts";
import { mapToolNames } from "../chat/tool-names.ts";
import type { ChatCall, UpstreamRequest } from "../chat-adapter.ts";
import { type AnswerFormat, planAnswerFormat } from "./answer-format.ts";
import { cacheControl } from "./encode-content.ts";
import { encodeMessages } from "./encode-messages.ts";
import { encodeSampling } from "./encode-sampling.ts";
import { encodeThinking } from "./encode-thinking.ts";
import { encodeTools, TOOL_NAME_RULES } from "./encode-tools.ts";
import type { Block, MessagesBody } from "./messages-body.ts";
import { claudeFeatures } from "./model-features.ts";
import { splitStops } from "./stop-sequences.ts";

const MOST_CACHE_MARKERS = 4;
/** Of `metadata.user_id`. */
const LONGEST_USER_ID = 256;

export interface EncodedMessagesBody {
  readonly body: MessagesBody;
  readonly dropped: readonly string[];
  readonly lost: readonly string[];
}

export function encodeRequest(call: ChatCall): UpstreamRequest | Denial {
  const encoded = encodeMessagesBody(call);
  if (encoded instanceof Denial) return encoded;
  const { body, dropped, lost } = encoded;
  return { method: "POST", path: "/v1/messages", headers: ["content-type", "application/json"], body: JSON.stringify(body), dropped, lost };
}

/** The body as Anthropic takes it; Vertex puts the same into another envelope. */
export function encodeMessagesBody({ request, model, stream }: ChatCall): EncodedMessagesBody | Denial {
  const judged = judgeParameters(request, "anthropic");
  if (judged instanceof Denial) return judged;
  const problems = new Problems();
  const features = claudeFeatures(model);
  const names = mapToolNames(request.tools, TOOL_NAME_RULES);
  const { system, messages } = encodeMessages(request, { names, keepsThinking: features.thinking !== "none", problems });
  if (problems.first !== null) return problems.first;
  const format = planAnswerFormat(request, features);
  const tools = encodeTools(request, { names, features, format });
  const maxTokens = request.maxTokens ?? features.defaultMaxTokens;
  const thought = encodeThinking(request, { features, maxTokens, choice: tools.choice, messages });
  const sampling = encodeSampling(request, features, thought.thinking !== null && thought.thinking["type"] !== "disabled");
  const extras = encodeExtras(request);
  const body: MessagesBody = {
    model,
    max_tokens: maxTokens,
    ...(system.length > 0 && { system: plainSystem(system) }),
    messages,
    ...(stream && { stream }),
    ...sampling.fields,
    ...(tools.tools.length > 0 && { tools: tools.tools }),
    ...(tools.choice && { tool_choice: tools.choice }),
    ...(thought.thinking && { thinking: thought.thinking }),
    ...outputConfig(thought.effort, format),
    ...extras.fields,
  };
  const formatDrops = format.kind === "tool" && !format.enforced ? ["response_format.json_schema.strict"] : [];
  return {
    body,
    dropped: [...judged, ...tools.dropped, ...thought.dropped, ...sampling.dropped, ...extras.dropped, ...formatDrops],
    lost: [...(format.kind === "native" ? format.schema.lost : []), ...tools.lost, ...sampling.lost, ...limitCacheMarkers(body)],
  };
}

function outputConfig(effort: string | null, format: AnswerFormat): Pick<MessagesBody, "output_config"> {
  if (effort === null && format.kind !== "native") return {};
  return {
    output_config: {
      ...(effort !== null && { effort }),
      ...(format.kind === "native" && { format: { type: "json_schema", schema: format.schema.schema } }),
    },
  };
}

/** One plain text goes as a string, the way people write it. */
function plainSystem(system: Block[]): string | Block[] {
  const [only] = system;
  return system.length === 1 && only !== undefined && only.cache_control === undefined ? String(only["text"]) : system;
}

function encodeExtras({ stop, user, serviceTier, cache }: ChatRequest): { fields: Partial<MessagesBody>; dropped: string[] } {
  const dropped: string[] = [];
  const stops = splitStops(stop).sent;
  const userFits = user !== null && user !== "" && user.length <= LONGEST_USER_ID;
  if (user && !userFits) dropped.push("user");
  const isStandard = serviceTier === "default" || serviceTier === "standard_only";
  if (serviceTier !== null && serviceTier !== "auto" && !isStandard) dropped.push("service_tier");
  const fields = {
    ...(stops.length > 0 && { stop_sequences: stops }),
    ...(userFits && { metadata: { user_id: user } }),
    ...(isStandard && { service_tier: "standard_only" as const }),
    ...cacheControl(cache),
  };
  return { fields, dropped };
}

/** The first marker (tools and system, shared by many conversations) and the last ones (this conversation so far) stay. */
function limitCacheMarkers(body: MessagesBody): string[] {
  const marked = [
    ...(body.tools ?? []),
    ...(Array.isArray(body.system) ? body.system : []),
    ...body.messages.flatMap(({ content }) => content),
  ].filter((block) => block.cache_control !== undefined);
  const most = body.cache_control === undefined ? MOST_CACHE_MARKERS : MOST_CACHE_MARKERS - 1;
  const surplus = marked.slice(1, Math.max(1, marked.length - most + 1));
  for (const block of surplus) delete block.cache_control;
  return surplus.length === 0
    ? []
    : [`cache_control: ${surplus.length} markers were left out, because the provider takes ${MOST_CACHE_MARKERS}`];
}
