/** What a visitor of a gateway asks first, in a sentence each. The first that is named wins. */
const FACTS: readonly (readonly [RegExp, string])[] = [
  [
    /\b(?:(?:llm|ai|api)[- ](?:gateway|proxy)|gateway)\b/i,
    "An LLM gateway is one door in front of every model: it checks keys, counts tokens and tries another provider when one fails. I am the simulator that stands at its far end.",
  ],
  [
    /\b(?:rate|token)[- ]limit/i,
    "A token limit gives each subscriber a budget for a window of time, and answers 429 with Retry-After once it is spent. This simulator is happy to spend yours.",
  ],
  [
    /\btokens?\b/i,
    "A token is the small change of language models: about four characters of English. This simulator counts exactly four, so that you can check the sum.",
  ],
  [
    /\bstream(?:s|ing)?\b|\bserver-sent\b/i,
    "Streaming sends an answer word by word as server-sent events, so that reading begins before writing ends. This simulator streams too, if you set stream to true.",
  ],
  [
    /\bembeddings?\b|\bvectors?\b/i,
    "An embedding turns a text into a list of numbers, so that texts with kindred words lie close together. The simulator's are honest vectors of modest wisdom.",
  ],
  [
    /\bfail-?over\b|\bload balanc/i,
    "Failover asks the next endpoint when one does not answer, before the first byte has been sent. Ask this simulator for sim-error-503, and watch it happen.",
  ],
  [
    /\b(?:llm|large language model)s?\b/i,
    "A large language model predicts the next word, again and again, with surprising taste. I am only its simulator: the same words every time, and a much smaller bill.",
  ],
];

/** A sentence about the gateway's own world; null when the text asks of something else, or asks for more than a sentence. */
export function factAbout(text: string): string | null {
  if (!/^\s*(?:please\s+)?(?:what|how|why|explain|describe|define|tell me|can you explain)\b/i.test(text)) return null;
  return FACTS.find(([subject]) => subject.test(text))?.[1] ?? null;
}
