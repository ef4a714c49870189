import { Denial } from "@sluice/wire/denial";
import { judgeParameters } from "../chat/parameters.ts";
import { Problems } from "../chat/problems.ts";
import { mapToolNames } from "../chat/tool-names.ts";
import type { ChatCall, UpstreamRequest } from "../chat-adapter.ts";
import { type ConverseFormat, outputConfig, planFormat } from "./answer-format.ts";
import { limitCachePoints } from "./cache-points.ts";
import type { Block, ConverseBody } from "./converse-body.ts";
import { DocumentNames } from "./document-names.ts";
import { encodeInference } from "./encode-inference.ts";
import { encodeMessages } from "./encode-messages.ts";
import { encodeTools, TOOL_NAME_RULES, wantsToolsAsText } from "./encode-tools.ts";
import { bedrockFeatures } from "./model-features.ts";
import { modelPath } from "./model-path.ts";

/** A Converse request. With AWS credentials it still has to be signed (aws/sign-request.ts). */
export function encodeRequest(call: ChatCall): UpstreamRequest | Denial {
  const path = modelPath(call.model, call.stream ? "converse-stream" : "converse");
  if (path === null) return new Denial("model_not_found", `There is no model called '${call.model}'.`, { param: "model" });
  const encoded = encodeConverseBody(call);
  if (encoded instanceof Denial) return encoded;
  const { body, dropped, lost } = encoded;
  return { method: "POST", path, headers: ["content-type", "application/json"], body: JSON.stringify(body), dropped, lost };
}

interface EncodedConverseBody {
  readonly body: ConverseBody;
  readonly dropped: readonly string[];
  readonly lost: readonly string[];
}

function encodeConverseBody({ request, model }: ChatCall): EncodedConverseBody | Denial {
  const judged = judgeParameters(request, "bedrock");
  if (judged instanceof Denial) return judged;
  const problems = new Problems();
  const features = bedrockFeatures(model);
  const format = planFormat(request, features);
  if (format instanceof Denial) return format;
  const names = mapToolNames(request.tools, TOOL_NAME_RULES);
  const toolsAsText = wantsToolsAsText(request, features, format);
  const { system, messages } = encodeMessages(request, { names, features, documents: new DocumentNames(), problems, toolsAsText });
  if (problems.first !== null) return problems.first;
  const tools = encodeTools(request, { names, features, format });
  const inference = encodeInference(request, { features, choice: tools.choice, messages });
  const fields = { ...inference.fields, ...(tools.toolChoiceField && { tool_choice: tools.toolChoiceField }) };
  const output = outputConfig(format, request);
  const body: ConverseBody = {
    messages,
    ...withSystem([...system, ...instructionOf(format)]),
    ...(Object.keys(inference.inferenceConfig).length > 0 && { inferenceConfig: inference.inferenceConfig }),
    ...(tools.toolConfig && { toolConfig: tools.toolConfig }),
    ...(output && { outputConfig: output }),
    ...(Object.keys(fields).length > 0 && { additionalModelRequestFields: fields }),
  };
  return {
    body,
    dropped: [...judged, ...tools.dropped, ...inference.dropped, ...formatDrops(format)],
    lost: [
      ...(format.kind === "native" ? format.schema.lost : []),
      ...(format.kind === "asked" ? ["response_format: asked for in words, because this model cannot be held to it"] : []),
      ...tools.lost,
      ...inference.lost,
      ...limitCachePoints(body),
    ],
  };
}

function withSystem(system: Block[]): Pick<ConverseBody, "system"> {
  return system.length === 0 ? {} : { system };
}

function instructionOf(format: ConverseFormat): Block[] {
  return format.kind === "asked" ? [{ text: format.instruction }] : [];
}

function formatDrops(format: ConverseFormat): string[] {
  return format.kind === "tool" && !format.enforced ? ["response_format.json_schema.strict"] : [];
}
