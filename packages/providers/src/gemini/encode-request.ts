import { Denial } from "@sluice/wire/denial";
import { normaliseSchema } from "../chat/normalise-schema.ts";
import { judgeParameters } from "../chat/parameters.ts";
import { Problems } from "../chat/problems.ts";
import type { ChatCall, UpstreamRequest } from "../chat-adapter.ts";
import { type AnswerFormat, planAnswerFormat } from "./answer-format.ts";
import { encodeMessages } from "./encode-messages.ts";
import { encodeSampling } from "./encode-sampling.ts";
import { encodeThinking } from "./encode-thinking.ts";
import { encodeTools } from "./encode-tools.ts";
import type { GenerateContentBody, GenerationConfig } from "./generate-content-body.ts";
import { readGoogleOptions } from "./google-options.ts";
import { geminiFeatures } from "./model-features.ts";
import { modelPath } from "./model-path.ts";
import { ANSWER_SCHEMA } from "./schema-dialects.ts";
import { mapGeminiToolNames } from "./tool-names.ts";

export interface EncodedGenerateContent {
  readonly body: GenerateContentBody;
  readonly dropped: readonly string[];
  readonly lost: readonly string[];
}

/** The address's base path ends with the version, so that this one stands at Google and in Vertex's paths alike. */
export function encodeRequest(call: ChatCall): UpstreamRequest | Denial {
  const encoded = encodeGenerateContent(call);
  if (encoded instanceof Denial) return encoded;
  const { body, dropped, lost } = encoded;
  const path = modelPath(call.model) + generateContentMethod(call.stream);
  return { method: "POST", path, headers: ["content-type", "application/json"], body: JSON.stringify(body), dropped, lost };
}

/** What comes after the model's name in the path. Without `alt=sse` Google streams one JSON array. */
export function generateContentMethod(stream: boolean): string {
  return stream ? ":streamGenerateContent?alt=sse" : ":generateContent";
}

/** The body alone: the same at Google's own API and at Vertex. */
export function encodeGenerateContent({ request, model }: Pick<ChatCall, "request" | "model">): EncodedGenerateContent | Denial {
  const judged = judgeParameters(request, "gemini");
  if (judged instanceof Denial) return judged;
  const problems = new Problems();
  const lost: string[] = [];
  const features = geminiFeatures(model);
  const names = mapGeminiToolNames(request.tools);
  const { system, contents } = encodeMessages(request, { names, features, problems, lost });
  if (problems.first !== null) return problems.first;
  const format = planAnswerFormat(request, features);
  const tools = encodeTools(request, { names, features, format });
  const sampling = encodeSampling(request);
  if (sampling instanceof Denial) return sampling;
  const answer = encodeAnswerFormat(format);
  const thought = encodeThinking(request, features);
  const google = readGoogleOptions(request);
  const thinkingConfig = google.thinking ?? thought.config;
  const generationConfig = { ...sampling, ...answer.fields, ...(thinkingConfig && { thinkingConfig }) };
  const body: GenerateContentBody = {
    ...(system.length > 0 && { systemInstruction: { parts: system } }),
    contents,
    ...(tools.declarations.length > 0 && { tools: [{ functionDeclarations: tools.declarations }] }),
    ...(tools.config && { toolConfig: { functionCallingConfig: tools.config } }),
    ...(Object.keys(generationConfig).length > 0 && { generationConfig }),
    ...google.fields,
  };
  return {
    body,
    dropped: [...judged.filter((name) => !google.taken.has(name)), ...tools.dropped, ...thought.dropped, ...answer.dropped],
    lost: [...lost, ...tools.lost, ...answer.lost],
  };
}

interface EncodedAnswerFormat {
  readonly fields: Pick<GenerationConfig, "responseMimeType" | "responseJsonSchema">;
  readonly dropped: readonly string[];
  readonly lost: readonly string[];
}

function encodeAnswerFormat(format: AnswerFormat): EncodedAnswerFormat {
  if (format.kind !== "native") return { fields: {}, dropped: [], lost: [] };
  const responseMimeType = "application/json";
  if (format.schema === null) return { fields: { responseMimeType }, dropped: [], lost: [] };
  const { schema, lost, changed } = normaliseSchema(format.schema, ANSWER_SCHEMA, "response_format.json_schema.schema");
  const dropped = format.strict && changed ? ["response_format.json_schema.strict"] : [];
  return { fields: { responseMimeType, responseJsonSchema: schema }, dropped, lost };
}
