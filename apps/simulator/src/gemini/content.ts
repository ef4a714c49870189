import type { Candidate, Plan, Tally } from "./plan.ts";

/** An answer as `generateContent` gives it at once. */
export function contentResource(plan: Plan) {
  const candidates = plan.candidates.map((candidate, index) => ({
    content: { parts: partsOf(candidate), role: "model" },
    finishReason: candidate.finishReason,
    index,
  }));
  return { candidates, ...tail(plan, plan.tally) };
}

function partsOf({ thoughts, text, calls, signature }: Candidate): readonly object[] {
  const thought = thoughts === "" ? [] : [{ text: thoughts, thought: true }];
  const said = text === null ? [] : [{ text, ...(signature === null ? {} : { thoughtSignature: signature }) }];
  return [...thought, ...said, ...calls];
}

/** What every answer, and every piece of a stream, ends with: usage so far, the model and a name. */
export function tail({ id, model }: Plan, tally: Tally) {
  const usage = model.behaviour.kind === "usage-none" ? {} : { usageMetadata: usageMetadata(tally) };
  return { ...usage, modelVersion: model.id, responseId: id };
}

/** Google leaves out what is zero. */
function usageMetadata({ prompt, cached, said, thoughts }: Tally) {
  return {
    promptTokenCount: prompt,
    ...(said > 0 ? { candidatesTokenCount: said } : {}),
    totalTokenCount: prompt + said + thoughts,
    ...(cached > 0 ? { cachedContentTokenCount: cached, cacheTokensDetails: [{ modality: "TEXT", tokenCount: cached }] } : {}),
    promptTokensDetails: [{ modality: "TEXT", tokenCount: prompt }],
    ...(thoughts > 0 ? { thoughtsTokenCount: thoughts } : {}),
  };
}
