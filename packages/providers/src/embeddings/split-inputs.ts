import type { EmbeddingsCall } from "../embeddings-adapter.ts";

/** The same call in parts of so many texts at most, in order. */
export function splitInputs(call: EmbeddingsCall, most: number): readonly EmbeddingsCall[] {
  const { inputs } = call.request;
  const parts: EmbeddingsCall[] = [];
  for (let at = 0; at < inputs.length; at += most)
    parts.push({ ...call, request: { ...call.request, inputs: inputs.slice(at, at + most) } });
  return parts;
}
