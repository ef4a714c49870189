import { checkClosedSchema } from "../anthropic/check-closed-schema.ts";
import { checkThinking } from "../anthropic/check-thinking.ts";
import { isObject, type Json, objectsIn } from "../json.ts";
import { checkMembers, checkRange, checkUnion, eachProblem, firstProblem, type Problem } from "./check.ts";
import { checkText } from "./check-block.ts";
import { checkMessages } from "./check-messages.ts";
import { checkTools } from "./check-tools.ts";
import { claudeBody } from "./claude-body.ts";
import type { BedrockModel } from "./models.ts";

const FIELDS = [
  "messages",
  "system",
  "inferenceConfig",
  "toolConfig",
  "guardrailConfig",
  "additionalModelRequestFields",
  "promptVariables",
  "additionalModelResponseFieldPaths",
  "requestMetadata",
  "performanceConfig",
  "serviceTier",
  "outputConfig",
];

/** What is wrong with a body of Converse: by AWS's model, by Bedrock's own rules, and by those of the publisher. */
export function checkConverse(body: Json, model: BedrockModel): Problem {
  return firstProblem([
    () => checkMembers(body, FIELDS, ""),
    () => checkSystem(body["system"]),
    () => checkMessages(body["messages"]),
    () => checkInference(body["inferenceConfig"], model),
    () => checkTools(body, model),
    () => checkCachePoints(body, model),
    () => checkFormat(body["outputConfig"], model),
    () => checkPublisher(body, model),
  ]);
}

function checkSystem(system: unknown): Problem {
  return eachProblem(objectsIn(system), (block, index) =>
    firstProblem([
      () => checkUnion(block, ["text", "cachePoint", "guardContent"], `system.${index}`),
      () => (block["text"] === undefined ? null : checkText(block["text"], `system.${index}`)),
    ]),
  );
}

function checkInference(config: unknown, { claude }: BedrockModel): Problem {
  if (config === undefined || config === null) return null;
  if (!isObject(config)) return "Value at 'inferenceConfig' failed to satisfy constraint: Member must be an object";
  const at = "inferenceConfig";
  const { maxTokens, stopSequences } = config;
  return firstProblem([
    () => checkMembers(config, ["maxTokens", "temperature", "topP", "stopSequences"], at),
    () => checkRange(config, "maxTokens", { at, min: 1, max: 10_000_000 }),
    () =>
      claude && typeof maxTokens === "number" && maxTokens > claude.maxTokens
        ? `The maximum tokens you requested exceeds the model limit of ${claude.maxTokens}. Try again with a maximum tokens value that is lower than ${claude.maxTokens}.`
        : null,
    () => checkRange(config, "temperature", { at, min: 0, max: 1 }),
    () => checkRange(config, "topP", { at, min: 0, max: 1 }),
    () =>
      eachProblem(Array.isArray(stopSequences) ? stopSequences : [], (stop) =>
        typeof stop === "string" && stop.trim() !== "" ? null : "stop_sequences: each stop sequence must contain non-whitespace",
      ),
    () =>
      claude?.sampling === "one" && config["temperature"] !== undefined && config["topP"] !== undefined
        ? "The model returned the following errors: `temperature` and `top_p` cannot both be specified for this model. Please use only one."
        : null,
  ]);
}

function checkCachePoints(body: Json, { cachePoints }: BedrockModel): Problem {
  if (cachePoints) return null;
  const tools = isObject(body["toolConfig"]) ? objectsIn(body["toolConfig"]["tools"]) : [];
  const blocks = [...tools, ...objectsIn(body["system"]), ...objectsIn(body["messages"]).flatMap(({ content }) => objectsIn(content))];
  return blocks.some((block) => block["cachePoint"] !== undefined)
    ? "You invoked an unsupported model or your request did not allow prompt caching. See the documentation for more information."
    : null;
}

/** A JSON answer's schema, which is written as a text here. */
export function schemaOf(config: unknown): unknown {
  const format = isObject(config) && isObject(config["textFormat"]) ? config["textFormat"] : {};
  const structure = isObject(format["structure"]) ? format["structure"] : {};
  const definition = isObject(structure["jsonSchema"]) ? structure["jsonSchema"] : {};
  try {
    return typeof definition["schema"] === "string" ? JSON.parse(definition["schema"]) : undefined;
  } catch {
    return undefined;
  }
}

function checkFormat(config: unknown, { structuredOutputs }: BedrockModel): Problem {
  if (!isObject(config) || config["textFormat"] === undefined) return null;
  if (!structuredOutputs)
    return "This model doesn't support the outputConfig.textFormat field. Remove outputConfig.textFormat and try again.";
  const schema = schemaOf(config);
  if (!isObject(schema)) return "The value at outputConfig.textFormat.structure.jsonSchema.schema is not a JSON schema, written as a text.";
  const problem = checkClosedSchema(schema, "output_config.format.schema");
  return problem === null ? null : `The model returned the following errors: ${problem}`;
}

/** Claude's rules for thinking hold here too: Bedrock hands its errors on. */
function checkPublisher(body: Json, { claude }: BedrockModel): Problem {
  const extra = body["additionalModelRequestFields"];
  if (!claude || !isObject(extra)) return null;
  const problem = checkThinking(claudeBody(body), claude);
  return problem === null ? null : `The model returned the following errors: ${problem}`;
}
