import { isObject, type Json, textOr } from "../json.ts";
import { isSigned } from "../mind/signature.ts";
import { type Problem, turnsOf } from "./check-contents.ts";

/** What Google documents for calls that no Gemini made (https://ai.google.dev/gemini-api/docs/thought-signatures). */
const STAND_INS = new Set(["skip_thought_signature_validator", "context_engineering_is_the_way_to_go"]);

/** Whether each step since the user spoke carries its signature: it stands at the first call of the step. */
export function checkSignatures(contents: readonly Json[]): Problem {
  const turns = turnsOf(contents);
  const spoke = turns.findLastIndex(({ role, parts }) => role === "user" && parts.some((part) => !isObject(part["functionResponse"])));
  for (const [index, { role, parts }] of turns.entries()) {
    const first = parts.find((part) => isObject(part["functionCall"]));
    if (role !== "model" || !first) continue;
    const call = isObject(first["functionCall"]) ? first["functionCall"] : {};
    const signature = textOr(first["thoughtSignature"]);
    if (signature === "" && index > spoke)
      return `Function call is missing a thought_signature in functionCall parts. This is required for tools to work correctly, and missing thought_signature may lead to degraded model performance. Additional data, function call \`default_api:${String(call["name"])}\`, position ${index + 1}. Please refer to https://ai.google.dev/gemini-api/docs/thought-signatures for more details.`;
    if (signature !== "" && !STAND_INS.has(signature) && !isSigned(textOr(call["name"]), signature)) return "Corrupted thought signature.";
  }
  return null;
}
