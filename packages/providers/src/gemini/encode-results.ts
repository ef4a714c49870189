import { type Fields, isObject } from "@sluice/definition/json";
import type { ToolResult } from "../chat/arrange-turns.ts";
import { nestsDeeperThan } from "../chat/nesting.ts";
import { type EncodeContentOptions, encodeParts } from "./encode-content.ts";
import type { Part } from "./generate-content-body.ts";

export interface EncodeResultOptions extends EncodeContentOptions {
  /** The function's name as the provider knows it. */
  readonly name: string;
  readonly mediaInResults: boolean;
}

export interface EncodedResult {
  readonly response: Part;
  /** Images and files that the model cannot take within a result: they stand in the same turn, after the results. */
  readonly beside: readonly Part[];
}

/** The answer to one call as `functionResponse`. */
export function encodeResult({ toolCallId, parts }: ToolResult, options: EncodeResultOptions): EncodedResult {
  const text = parts.map((part) => (part.type === "text" ? part.text : "")).join("");
  const media = encodeParts(
    parts.filter((part) => part.type !== "text"),
    options,
  );
  const inline = options.mediaInResults ? media.flatMap(({ inlineData }) => (inlineData ? [{ inlineData }] : [])) : [];
  const beside = options.mediaInResults ? media.filter(({ inlineData }) => inlineData === undefined) : media;
  const response = { id: toolCallId, name: options.name, response: responseOf(text) };
  return { response: { functionResponse: inline.length > 0 ? { ...response, parts: inline } : response }, beside };
}

/** Google's name for what a function gave, where it is no object. */
const OUTPUT = "output";
/** Protocol buffers end their JSON at 100 levels, and count each of these several times. */
const DEEPEST_RESPONSE = 30;
/** Numbers go as doubles: longer ones would lose digits. */
const LONG_NUMBER = /\d{16}/;

/** JSON goes as JSON, so that the model sees its structure; everything else as text. */
function responseOf(text: string): Fields {
  const value = /^\s*[[{]/.test(text) && !LONG_NUMBER.test(text) ? parse(text) : null;
  if (value === null || nestsDeeperThan(value, DEEPEST_RESPONSE)) return { [OUTPUT]: text };
  return isObject(value) ? value : { [OUTPUT]: value };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
