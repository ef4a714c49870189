import { isObject } from "@sluice/definition/json";
import { Denial } from "@sluice/wire/denial";
import { Problems, typeName } from "../chat/problems.ts";
import { FieldReader } from "../chat/read-fields.ts";

/** OpenAI's `POST /embeddings`, read. */
export interface EmbeddingsRequest {
  /** At least one; none is empty. */
  readonly inputs: readonly string[];
  readonly dimensions: number | null;
  readonly encoding: "float" | "base64";
  /** Names of parameters that no provider but OpenAI has a word for. */
  readonly dropped: readonly string[];
}

/** OpenAI's own bound. */
const MOST_INPUTS = 2_048;
const MOST_DIMENSIONS = 65_536;
const KNOWN = new Set(["model", "input", "dimensions", "encoding_format"]);
/** Names of unknown fields come from the client and go into a header. */
const LONGEST_NAME = 64;

/** The body, parsed from JSON; a denial names the field at fault. */
export function readEmbeddingsRequest(body: unknown): EmbeddingsRequest | Denial {
  if (!isObject(body)) return new Denial("invalid_request", `The body must be a JSON object, but it is ${typeName(body)}.`);
  const problems = new Problems();
  const reader = new FieldReader(body, "", problems);
  const request: EmbeddingsRequest = {
    inputs: readInputs(reader.get("input"), problems),
    dimensions: reader.integer("dimensions", 1, MOST_DIMENSIONS),
    encoding: reader.oneOf("encoding_format", ["float", "base64"]) ?? "float",
    dropped: Object.entries(body)
      .filter(([name, value]) => !KNOWN.has(name) && value !== null)
      .map(([name]) => name.replace(/[^A-Za-z0-9_.-]/g, "_").slice(0, LONGEST_NAME)),
  };
  return problems.first ?? request;
}

function readInputs(input: unknown, problems: Problems): readonly string[] {
  const inputs = typeof input === "string" ? [input] : Array.isArray(input) ? (input as unknown[]) : [];
  if (inputs.length === 0)
    problems.invalid("input", `Invalid 'input': give a string, or an array of at least one string; it is ${typeName(input)}.`);
  if (inputs.length > MOST_INPUTS)
    problems.invalid("input", `Invalid 'input': ${inputs.length} texts are too many for one request, which takes ${MOST_INPUTS}.`);
  const isTokens = inputs.some((item) => typeof item === "number" || Array.isArray(item));
  if (isTokens)
    problems.unsupported(
      "input",
      "Unsupported 'input': token numbers are those of OpenAI's models, which this provider cannot read. Give text.",
    );
  const at = inputs.findIndex((item) => typeof item !== "string" || item === "");
  if (at >= 0) problems.invalid("input", `Invalid 'input': item ${at} is not a text, or is empty.`);
  return inputs as string[];
}
