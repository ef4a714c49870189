/** Tuned models live beside the others; everything else is a model. */
const TUNED = /^tunedModels\//;

/**
 * `/models/gemini-…`: a model's place after the address's base path. The name stays in its one segment, whatever it holds.
 * Names may come as Google lists them (`models/gemini-…`, `tunedModels/…`).
 */
export function modelPath(model: string): string {
  const collection = TUNED.test(model) ? "tunedModels" : "models";
  return `/${collection}/${encodeSegment(model.replace(/^(?:models|tunedModels)\//, ""))}`;
}

/** A lone surrogate, which a JSON body can carry, has no percent-encoding. */
function encodeSegment(name: string): string {
  return encodeURIComponent(name.toWellFormed());
}
