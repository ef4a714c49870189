/** OpenAI's headers: who asked, how long it took, and what is left of limits that nobody reaches here. */
export function openAiHeaders(requestId: string, processingMs: number): Readonly<Record<string, string>> {
  return {
    "x-request-id": requestId,
    "openai-organization": "org-simulator",
    "openai-processing-ms": String(Math.max(1, Math.round(processingMs))),
    "openai-version": "2020-10-01",
    "x-ratelimit-limit-requests": "10000",
    "x-ratelimit-limit-tokens": "2000000",
    "x-ratelimit-remaining-requests": "9999",
    "x-ratelimit-remaining-tokens": "1999999",
    "x-ratelimit-reset-requests": "6ms",
    "x-ratelimit-reset-tokens": "0s",
  };
}
