import type { CallKind } from "../pipeline/read-call.ts";

/** What a path under a context path stands for. `path` is the provider's, under its base path. */
export type MatchedPath =
  | { readonly type: "call"; readonly kind: CallKind; readonly path: string }
  | { readonly type: "models" }
  | { readonly type: "model"; readonly id: string }
  | { readonly type: "pass"; readonly path: string };

const CALLS: ReadonlyMap<string, MatchedPath> = new Map(
  (
    [
      ["/chat/completions", "chat"],
      ["/completions", "completions"],
      ["/embeddings", "embeddings"],
      ["/responses", "responses"],
      // Anthropic's addresses end before the version.
      ["/messages", "messages", "/v1/messages"],
      ["/messages/count_tokens", "count", "/v1/messages/count_tokens"],
    ] as const
  ).map(([path, kind, own = path]) => [path, { type: "call", kind, path: own }]),
);

const MODELS: MatchedPath = { type: "models" };

/** OpenAI's other doors. Those of its organisations' administration are left out: they are not for consumers. */
const PASSED = new Set([
  "images",
  "audio",
  "files",
  "uploads",
  "batches",
  "moderations",
  "fine_tuning",
  "vector_stores",
  "assistants",
  "threads",
  "videos",
  "realtime",
  "responses",
  "conversations",
  "containers",
  "evals",
]);
/** Stored completions: `/chat/completions/{id}` and what lies under it. */
const STORED_COMPLETIONS = "/chat/completions/";
/** Nothing that another server may read as a way up, as another path's part, or as a second line. */
const PLAIN_PATH = /^(?:\/[A-Za-z0-9_:@=,~+-](?:[A-Za-z0-9._:@=,~+-])*)+$/;
const LONGEST_PATH = 1024;

/** `rest` is what follows the context path, as it came, without the query. Null when nothing answers there. */
export function matchPath(rest: string): MatchedPath | null {
  const versioned = rest === "/v1" || rest.startsWith("/v1/");
  const plain = versioned ? rest.slice(3) : rest;
  const path = plain.length > 1 && plain.endsWith("/") ? plain.slice(0, -1) : plain;
  const call = CALLS.get(path);
  if (call) return call;
  if (path === "/models") return MODELS;
  if (path.startsWith("/models/")) return matchModel(path.slice("/models/".length));
  if (path.length > LONGEST_PATH || !PLAIN_PATH.test(path)) return null;
  const slash = path.indexOf("/", 1);
  const first = path.slice(1, slash < 0 ? undefined : slash);
  return PASSED.has(first) || path.startsWith(STORED_COMPLETIONS) ? { type: "pass", path } : null;
}

/** Ids hold colons and slashes, which clients encode or not. */
function matchModel(encoded: string): MatchedPath | null {
  try {
    return { type: "model", id: decodeURIComponent(encoded) };
  } catch {
    return null;
  }
}

const POST = "POST, OPTIONS";
const GET = "GET, HEAD, OPTIONS";
const ANY = "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS";

/** The methods that a path answers, as `Allow` lists them. */
export function allowedMethods({ type }: MatchedPath): string {
  if (type === "call") return POST;
  return type === "pass" ? ANY : GET;
}
