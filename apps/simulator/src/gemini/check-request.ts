import { isObject, type Json, objectsIn, textsIn } from "../json.ts";
import { checkContents, type Problem } from "./check-contents.ts";
import { checkJsonSchema, checkSchema } from "./check-schema.ts";
import { checkSignatures } from "./check-signatures.ts";
import { checkThinking } from "./check-thinking.ts";
import type { Gemini } from "./models.ts";

const FUNCTION_NAME = /^[a-zA-Z_][a-zA-Z0-9_.:-]{0,127}$/;
const MAX_STOPS = 5;
const MAX_CANDIDATES = 8;

/** What Google refuses though every field of the request is one that it knows. */
export function checkRequest(body: Json, model: Gemini): Problem {
  const config = isObject(body["generationConfig"]) ? body["generationConfig"] : {};
  const checks: readonly (() => Problem)[] = [
    () => checkContents(body["contents"]),
    () => checkInstruction(body["systemInstruction"]),
    () => checkTools(body),
    () => checkNumbers(config),
    () => checkFormat(config),
    () => checkThinking(config["thinkingConfig"], model),
    () => (model.wantsSignatures ? checkSignatures(objectsIn(body["contents"])) : null),
  ];
  for (const check of checks) {
    const problem = check();
    if (problem !== null) return problem;
  }
  return null;
}

function checkInstruction(instruction: unknown): Problem {
  if (!isObject(instruction)) return null;
  const parts = objectsIn(instruction["parts"]);
  return parts.length > 0 && parts.every((part) => typeof part["text"] === "string")
    ? null
    : "* GenerateContentRequest.system_instruction.parts: system_instruction must hold text parts";
}

/** Declarations of functions, wherever they stand. */
export function declarationsOf(body: Json): readonly Json[] {
  return objectsIn(body["tools"]).flatMap((tool) => objectsIn(tool["functionDeclarations"]));
}

function checkTools(body: Json): Problem {
  const declared = declarationsOf(body);
  const names = declared.map(({ name }) => name);
  for (const [index, declaration] of declared.entries()) {
    const at = `GenerateContentRequest.tools[0].function_declarations[${index}]`;
    const { name, parameters, parametersJsonSchema } = declaration;
    if (typeof name !== "string" || !FUNCTION_NAME.test(name))
      return `* ${at}.name: Invalid function name. Must start with a letter or an underscore. Must be alphameric (a-z, A-Z, 0-9), underscores (_), dots (.), colons (:), or dashes (-), with a maximum length of 128.`;
    if (names.indexOf(name) !== index) return `Duplicate function declaration found: ${name}`;
    if (parameters !== undefined && parametersJsonSchema !== undefined)
      return `* ${at}: only one of parameters and parameters_json_schema may be set`;
    const problem = checkSchema(parameters, `${at}.parameters`) ?? checkJsonSchema(parametersJsonSchema, `${at}.parameters_json_schema`);
    if (problem !== null) return problem;
  }
  return checkCalling(isObject(body["toolConfig"]) ? body["toolConfig"]["functionCallingConfig"] : undefined, names);
}

function checkCalling(config: unknown, names: readonly unknown[]): Problem {
  if (!isObject(config)) return null;
  const { mode } = config;
  const allowed = textsIn(config["allowedFunctionNames"]);
  if (names.length === 0 && mode !== "NONE") return "Function calling config is set without function_declarations.";
  if (allowed.length > 0 && mode !== "ANY" && mode !== "VALIDATED")
    return "Allowed function names should be set only when function calling mode is ANY or VALIDATED.";
  const stranger = allowed.find((name) => !names.includes(name));
  return stranger === undefined ? null : `Allowed function name ${stranger} is not among the function declarations.`;
}

function checkNumbers(config: Json): Problem {
  const ranges: readonly (readonly [name: string, least: number, most: number])[] = [
    ["temperature", 0, 2],
    ["topP", 0, 1],
    ["topK", 1, 1000],
    ["candidateCount", 1, MAX_CANDIDATES],
    ["maxOutputTokens", 1, 65_536],
    ["presencePenalty", -2, 2],
    ["frequencyPenalty", -2, 2],
    ["logprobs", 0, 20],
  ];
  for (const [name, least, most] of ranges) {
    const value = config[name];
    if (typeof value === "number" && (value < least || value > most))
      return `* GenerateContentRequest.generation_config.${name}: the value ${value} is out of range: [${least}, ${most}]`;
  }
  if (config["logprobs"] !== undefined && config["responseLogprobs"] !== true)
    return "Logprobs is only allowed when response_logprobs is set to true.";
  if (config["responseLogprobs"] === true) return "Logprobs is not enabled for this model";
  return textsIn(config["stopSequences"]).length > MAX_STOPS
    ? `* GenerateContentRequest.generation_config.stop_sequences: at most ${MAX_STOPS} stop sequences are allowed`
    : null;
}

function checkFormat(config: Json): Problem {
  const { responseMimeType: mimeType = "text/plain", responseSchema, responseJsonSchema } = config;
  if (!["text/plain", "application/json", "text/x.enum"].includes(String(mimeType)))
    return `* GenerateContentRequest.generation_config.response_mime_type: allowed mimetypes are \`text/plain\`, \`application/json\`, \`text/x.enum\``;
  if (responseSchema === undefined && responseJsonSchema === undefined) return null;
  if (responseSchema !== undefined && responseJsonSchema !== undefined)
    return "Only one of response_schema and response_json_schema may be set.";
  if (mimeType === "text/plain") return "Response schema requires response mime type to be application/json or text/x.enum.";
  const at = "GenerateContentRequest.generation_config";
  return checkSchema(responseSchema, `${at}.response_schema`) ?? checkJsonSchema(responseJsonSchema, `${at}.response_json_schema`);
}
