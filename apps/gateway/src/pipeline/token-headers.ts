import { openAiTotals, type TokenUsage } from "@sluice/wire/usage";

/** `injectTokenHeaders`: what an answer used, in Gravitee's headers. Names and values in turn, added to `headers`. */
export function addTokenHeaders(
  headers: string[],
  { usage, model }: { readonly usage: TokenUsage | null; readonly model: string | null },
): void {
  if (usage && usage.provenance !== "none") {
    const { prompt, completion } = openAiTotals(usage);
    headers.push("x-llm-proxy-tokens-sent", String(prompt), "x-llm-proxy-tokens-received", String(completion));
  }
  // A model's name is the publisher's or, by a pattern, the caller's: a header takes plain ASCII.
  if (model !== null && /^[\x20-\x7e]+$/.test(model)) headers.push("x-llm-proxy-model", model);
}

/** Names what the provider has no word for. Parameters' names are the caller's own: only plain ones get into a header. */
export function addDroppedParameters(headers: string[], dropped: readonly string[]): void {
  const names = dropped.filter((name) => /^[\w.-]{1,64}$/.test(name));
  if (names.length > 0) headers.push("x-llm-proxy-dropped-parameters", names.join(", "));
}
