/** Every way into an API, by what can be seen of a call and its answer there. */
export const PATH_KINDS = [
  "chat",
  "completions",
  "responses",
  "messages",
  "count_tokens",
  "embeddings",
  "models",
  "json",
  "forms",
  "uploads",
  "downloads",
  "realtime",
] as const;
export type PathKind = (typeof PATH_KINDS)[number];

export const PATH_TITLES: Readonly<Record<PathKind, string>> = {
  chat: "/chat/completions",
  completions: "/completions",
  responses: "/responses",
  messages: "/v1/messages",
  count_tokens: "/v1/messages/count_tokens",
  embeddings: "/embeddings",
  models: "/models",
  json: "OpenAI's other paths, with JSON: /images/generations, /audio/speech, /moderations, /batches",
  forms: "Forms that name a model: /audio/transcriptions, /images/edits",
  uploads: "Other bodies, passed on byte by byte: /files, /uploads",
  downloads: "What is fetched or deleted: files, lists, stored answers",
  realtime: "/realtime: sockets, their sessions and keys",
};

/** Where something may pass unseen, and a step can be told to let it. */
export const UNCOVERED_PATHS = ["json", "forms", "uploads", "downloads", "realtime"] as const satisfies readonly PathKind[];

/** What a policy does, where it may do one thing at a path and not another. */
export type Aspect =
  | "tokens"
  | "dollars"
  | "calls"
  | "prompts"
  | "answers"
  | "messages"
  | "models"
  | "values"
  | "override"
  | "requestHeaders"
  | "responseHeaders"
  | "callers";

export const ASPECT_TITLES: Readonly<Record<Aspect, string>> = {
  tokens: "the tokens",
  dollars: "the cost",
  calls: "the calls",
  prompts: "the prompts",
  answers: "the answers",
  messages: "the messages it adds",
  models: "which models may be asked for",
  values: "defaults, forced values and ceilings",
  override: "the model it chooses",
  requestHeaders: "headers to the provider",
  responseHeaders: "headers to the caller",
  callers: "the callers",
};

/**
 * `enforced`: what the policy is for is done, for whole answers and streams alike, whatever the provider. `impossible`: nothing can be seen
 * there. `none`: there is nothing to do.
 */
export type CoverageState = "enforced" | "impossible" | "none";

export interface CoverageCell {
  readonly state: CoverageState;
  /** Null where there is nothing to explain. */
  readonly why: string | null;
}

export interface AspectCoverage {
  /** The policy's id. */
  readonly policy: string;
  readonly aspect: Aspect;
  readonly paths: Readonly<Record<PathKind, CoverageCell>>;
}

const enforced: CoverageCell = { state: "enforced", why: null };
const enforcedBy = (why: string): CoverageCell => ({ state: "enforced", why });
const impossible = (why: string): CoverageCell => ({ state: "impossible", why });
const none = (why: string): CoverageCell => ({ state: "none", why });

const SOCKET = "what is said over a socket is not read";
const BYTES = "bodies go by without being read";
const UNREAD = "answers here are not read";
const NO_MODEL = none("names no model");
const NO_PROMPT = none("brings no prompt");
const NO_TEXT = none("the answer is no text of a model's");
const NO_TOKENS = none("costs no tokens");
const NO_MESSAGES = none("has no messages");
const SET_ASIDE = enforcedBy("by what is set aside before the call: the usage of these answers is not read");
const NOT_KEPT = none("answers here are not kept");

const EVERYWHERE: AspectCoverage["paths"] = {
  chat: enforced,
  completions: enforced,
  responses: enforced,
  messages: enforced,
  count_tokens: enforced,
  embeddings: enforced,
  models: enforced,
  json: enforced,
  forms: enforced,
  uploads: enforced,
  downloads: enforced,
  realtime: enforced,
};

const TOKENS: AspectCoverage["paths"] = {
  ...EVERYWHERE,
  count_tokens: NO_TOKENS,
  models: NO_TOKENS,
  json: SET_ASIDE,
  forms: SET_ASIDE,
  uploads: SET_ASIDE,
  downloads: NO_TOKENS,
  realtime: impossible(SOCKET),
};

const PROMPTS: AspectCoverage["paths"] = {
  ...EVERYWHERE,
  models: NO_PROMPT,
  uploads: impossible(BYTES),
  downloads: NO_PROMPT,
  realtime: impossible(SOCKET),
};

const ANSWERS: AspectCoverage["paths"] = {
  ...EVERYWHERE,
  count_tokens: NO_TEXT,
  embeddings: NO_TEXT,
  models: NO_TEXT,
  json: impossible(UNREAD),
  forms: impossible(UNREAD),
  uploads: impossible(UNREAD),
  downloads: impossible(UNREAD),
  realtime: impossible(SOCKET),
};

/** Where answers are kept to be given again. */
const KEPT: AspectCoverage["paths"] = {
  ...EVERYWHERE,
  count_tokens: NOT_KEPT,
  models: NOT_KEPT,
  json: NOT_KEPT,
  forms: NOT_KEPT,
  uploads: NOT_KEPT,
  downloads: NOT_KEPT,
  realtime: NOT_KEPT,
};

/** Where a call names a model. */
const MODELS: AspectCoverage["paths"] = { ...EVERYWHERE, models: NO_MODEL, uploads: NO_MODEL, downloads: NO_MODEL };

/** What every policy does at every path. A test drives a gateway through each cell: whoever changes one of them changes what is true. */
export const COVERAGE: readonly AspectCoverage[] = [
  { policy: "token-ratelimit", aspect: "tokens", paths: TOKENS },
  {
    policy: "cost-ratelimit",
    aspect: "dollars",
    paths: { ...TOKENS, uploads: impossible("names no model, so that no price is known") },
  },
  { policy: "rate-limit", aspect: "calls", paths: EVERYWHERE },
  { policy: "quota", aspect: "calls", paths: EVERYWHERE },
  { policy: "concurrency-limit", aspect: "calls", paths: EVERYWHERE },
  { policy: "ai-prompt-guard-rails", aspect: "prompts", paths: PROMPTS },
  { policy: "ai-prompt-guard-rails", aspect: "answers", paths: ANSWERS },
  { policy: "pii-filtering", aspect: "prompts", paths: PROMPTS },
  { policy: "pii-filtering", aspect: "answers", paths: ANSWERS },
  { policy: "ai-exact-cache", aspect: "answers", paths: KEPT },
  { policy: "ai-semantic-cache", aspect: "answers", paths: { ...KEPT, embeddings: none("a vector is of one text and no other") } },
  {
    policy: "prompt-decorator",
    aspect: "messages",
    paths: {
      ...EVERYWHERE,
      embeddings: NO_MESSAGES,
      models: NO_MESSAGES,
      json: NO_MESSAGES,
      forms: NO_MESSAGES,
      uploads: NO_MESSAGES,
      downloads: NO_MESSAGES,
      realtime: impossible(SOCKET),
    },
  },
  { policy: "parameters", aspect: "models", paths: MODELS },
  {
    policy: "parameters",
    aspect: "values",
    paths: {
      ...MODELS,
      forms: impossible("fields of a form are not changed: a call that would need it is refused with 400"),
      models: none("has no parameters"),
      uploads: none("has no parameters"),
      downloads: none("has no parameters"),
      realtime: impossible(SOCKET),
    },
  },
  { policy: "assign-attributes", aspect: "override", paths: MODELS },
  {
    policy: "transform-headers",
    aspect: "requestHeaders",
    paths: { ...EVERYWHERE, models: none("no provider is asked") },
  },
  { policy: "transform-headers", aspect: "responseHeaders", paths: EVERYWHERE },
  { policy: "ip-filtering", aspect: "callers", paths: EVERYWHERE },
];
