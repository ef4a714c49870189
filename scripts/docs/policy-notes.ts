/** What a policy's schema does not say: how it refuses, what callers see of it, and a step that can be copied. */
export interface PolicyNotes {
  /** Codes of refusals, with their status. */
  readonly refusals: readonly string[];
  readonly headers: readonly string[];
  readonly configuration: Readonly<Record<string, unknown>>;
}

const UNREACHABLE = "503 `policy_unavailable` when the counters cannot be reached and calls are to be refused then";
const BLIND = "403 `forbidden` where it cannot see what it would refuse by";
const RETRY = "`Retry-After` on refusals";

export const POLICY_NOTES: Readonly<Record<string, PolicyNotes>> = {
  "token-ratelimit": {
    refusals: ["429 `token_limit_exceeded`", UNREACHABLE, BLIND],
    headers: ["`X-Token-Rate-Limit-Limit`, `-Remaining`, `-Reset` and OpenAI's `x-ratelimit-*-tokens` with `addHeaders`", RETRY],
    configuration: { addHeaders: true, rate: { limit: 10_000, periodTime: 1, periodTimeUnit: "MINUTES" } },
  },
  "cost-ratelimit": {
    refusals: ["429 `budget_exceeded`", UNREACHABLE, BLIND],
    headers: ["`X-Cost-Rate-Limit-Limit`, `-Remaining`, `-Reset` with `addHeaders`", RETRY],
    configuration: { rate: { limit: 5, periodTime: 1, periodTimeUnit: "DAYS", resetStrategy: "CALENDAR" } },
  },
  "rate-limit": {
    refusals: ["429 `rate_limit_exceeded`", UNREACHABLE],
    headers: ["`X-Rate-Limit-Limit`, `-Remaining`, `-Reset` and OpenAI's `x-ratelimit-*-requests` with `addHeaders`", RETRY],
    configuration: { addHeaders: true, rate: { limit: 10, periodTime: 1, periodTimeUnit: "SECONDS" } },
  },
  quota: {
    refusals: ["429 `rate_limit_exceeded`", UNREACHABLE],
    headers: ["`X-Quota-Limit`, `-Remaining`, `-Reset` and OpenAI's `x-ratelimit-*-requests` with `addHeaders`", RETRY],
    configuration: { quota: { limit: 1_000, periodTime: 1, periodTimeUnit: "MONTHS" } },
  },
  "concurrency-limit": {
    refusals: ["429 `rate_limit_exceeded`", UNREACHABLE],
    headers: [RETRY],
    configuration: { maximum: 5 },
  },
  "ai-prompt-guard-rails": {
    refusals: [
      "400 `content_policy_violation`, an event of a stream once it has begun",
      "503 `policy_unavailable` when the resource fails and the failure policy is `CLOSED`",
      BLIND,
    ],
    headers: [],
    configuration: { resourceName: "detectors", requestPolicy: "BLOCK_REQUEST" },
  },
  "pii-filtering": {
    refusals: [
      "400 `content_policy_violation` with `BLOCK`",
      "400 `invalid_request` for token ids, which hold texts that cannot be read",
      BLIND,
    ],
    headers: [],
    configuration: { categories: ["EMAIL", "PHONE"], action: "REPLACE" },
  },
  "ai-exact-cache": {
    refusals: [],
    headers: ["`x-cache`: `HIT` or `MISS`"],
    configuration: { timeToLive: 1, timeToLiveUnit: "HOURS" },
  },
  "ai-semantic-cache": {
    refusals: [],
    headers: ["`x-cache`: `HIT` or `MISS`"],
    configuration: { modelName: "embedder", threshold: 0.95 },
  },
  "prompt-decorator": {
    refusals: [],
    headers: [],
    configuration: { prepend: [{ role: "system", content: "You work for {#api.name}. Be brief." }] },
  },
  parameters: {
    refusals: ["403 `model_not_allowed`"],
    headers: [],
    configuration: { defaults: { temperature: 0.2 }, ceilings: { max_tokens: 4_096 }, deniedModels: ["*-preview"] },
  },
  "assign-attributes": {
    refusals: [],
    headers: [],
    configuration: { attributes: [{ name: "llmproxy.model.override", value: "gpt-5-mini" }] },
  },
  "transform-headers": {
    refusals: [],
    headers: ["those that it sets"],
    configuration: { addHeaders: [{ name: "X-Team", value: "{#subscription.applicationId}" }], removeHeaders: ["openai-organization"] },
  },
  "ip-filtering": {
    refusals: ["403 `forbidden`"],
    headers: [],
    configuration: { whitelistIps: ["10.0.0.0/8", "2001:db8::/32"] },
  },
};
