import type { PathKind } from "@sluice/definition/policies/coverage";
import { Denial } from "@sluice/wire/denial";
import { firstInside, type ScannedObject, scanJson } from "./scan-json.ts";

/** What a call asks for. `messages` and `count` (its tokens) are Anthropic's; `other`: any OpenAI path that takes JSON and is passed on as it is. */
export type CallKind = "chat" | "completions" | "embeddings" | "responses" | "messages" | "count" | "other";

/** A caller's request, read once. */
export interface Call {
  readonly kind: CallKind;
  /** Which way it came: what policies can see of it. */
  readonly path: PathKind;
  /** As asked for; null only where `kind` is `other`. */
  readonly model: string | null;
  readonly stream: boolean;
  /** The caller wants to see a stream's usage. */
  readonly includeUsage: boolean;
  readonly body: Buffer;
  readonly scanned: ScannedObject;
  /** Set where the body is a form and no JSON: `scanned` is empty then. */
  readonly form: Form | null;
}

/** A field's value within a form's bytes. */
export interface FormField {
  readonly start: number;
  readonly end: number;
}

/** What a call that came as a form has beside one that came as JSON. */
export interface Form {
  /** As the caller wrote it, with its boundary. */
  readonly contentType: string;
  /** Null when the form names no model. */
  readonly model: FormField | null;
  /** Every field that is no file, in order, those of one name too. */
  readonly texts: readonly (FormField & { readonly name: string })[];
}

/** Below this a whole parse costs a few microseconds and validates everything; above, only the structure is checked. */
const PARSED_BYTES = 16_384;

const INVALID_JSON = new Denial("invalid_json", "The request's body is not valid JSON. Check its quotes, commas and brackets.");
const NOT_AN_OBJECT = new Denial("invalid_json", 'The request\'s body has to be a JSON object, like {"model": "…", …}.');
const EMPTY = new Denial("invalid_json", "The request's body is empty. Send a JSON object.");

/** Reads a body as a call of `kind`. Validates what the gateway itself goes by, and leaves the rest to the provider. */
export function readCall(kind: CallKind, bytes: Buffer): Call | Denial {
  if (bytes.length === 0) return EMPTY;
  const read = readObject(bytes);
  if (read instanceof Denial) return read;
  const model = readModel(read);
  if (model instanceof Denial) return model;
  if (model === null && kind !== "other")
    return new Denial("invalid_request", "You must provide a model: the field model is missing.", { param: "model" });
  const problem = CHECKS[kind](read);
  if (problem) return problem;
  const stream = readStream(read, kind);
  if (stream instanceof Denial) return stream;
  const { body, scanned } = read;
  return { kind, path: PATHS[kind], model, stream, includeUsage: stream && asksForUsage(read), body, scanned, form: null };
}

const PATHS = {
  chat: "chat",
  completions: "completions",
  responses: "responses",
  messages: "messages",
  count: "count_tokens",
  embeddings: "embeddings",
  other: "json",
} as const satisfies Record<CallKind, PathKind>;

/** What policies see where a request has no body that the gateway reads: lists of models, files, sockets. */
const WITHOUT_BODY: Omit<Call, "path"> = {
  kind: "other",
  model: null,
  stream: false,
  includeUsage: false,
  body: Buffer.from("{}"),
  scanned: scanJson(Buffer.from("{}")) ?? { members: new Map(), repeated: false, insertAt: 1 },
  form: null,
};

/** A request whose body, if it has any, the gateway does not read. */
export function unreadCall(path: "models" | "uploads" | "downloads" | "realtime", model: string | null = null): Call {
  return { ...WITHOUT_BODY, path, model };
}

interface ReadObject {
  readonly body: Buffer;
  readonly scanned: ScannedObject;
  /** Null for long bodies, which are looked at where it matters only. */
  readonly parsed: Readonly<Record<string, unknown>> | null;
}

/** Parses what is small or odd. What JSON.parse took but other readers may take differently is written anew. */
function readObject(bytes: Buffer): ReadObject | Denial {
  const scanned = scanJson(bytes);
  if (scanned !== null && !scanned.repeated && bytes.length >= PARSED_BYTES) return { body: bytes, scanned, parsed: null };
  let parsed: unknown;
  try {
    parsed = JSON.parse(bytes.toString());
  } catch {
    return INVALID_JSON;
  }
  if (typeof parsed !== "object" || parsed === null || Array.isArray(parsed)) return NOT_AN_OBJECT;
  if (scanned !== null && !scanned.repeated) return { body: bytes, scanned, parsed: parsed as Record<string, unknown> };
  return readAnew(parsed as Record<string, unknown>);
}

/** A key that stands twice is read differently by different readers: the provider gets what the gateway has read. */
function readAnew(parsed: Record<string, unknown>): ReadObject | Denial {
  let body: Buffer;
  try {
    body = Buffer.from(JSON.stringify(parsed));
  } catch {
    // Only nesting that overflows the stack gets here.
    return TOO_DEEP;
  }
  const scanned = scanJson(body);
  return scanned === null || scanned.repeated ? TOO_DEEP : { body, scanned, parsed };
}

const TOO_DEEP = new Denial("invalid_request", "The request's body is nested too deeply, or has too many fields.");

function readModel(read: ReadObject): string | null | Denial {
  const member = read.scanned.members.get("model");
  if (!member || member.kind === "null") return null;
  const model = member.kind === "string" ? readMember(read, "model") : null;
  if (typeof model !== "string" || model === "")
    return new Denial("invalid_request", "The field model has to be a model's name as text.", { param: "model" });
  return model;
}

/** A member's value; undefined when there is none, or when it is not valid JSON after all (a wrong escape in a long body). */
function readMember({ body, scanned, parsed }: ReadObject, key: string): unknown {
  if (parsed !== null) return parsed[key];
  const member = scanned.members.get(key);
  if (!member) return undefined;
  try {
    return JSON.parse(body.toString("utf8", member.start, member.end));
  } catch {
    return undefined;
  }
}

function readStream({ body, scanned }: ReadObject, kind: CallKind): boolean | Denial {
  const member = scanned.members.get("stream");
  if (!member || member.kind === "null") return false;
  if (member.kind === "boolean") return body[member.start] === 0x74;
  if (kind === "other") return false;
  return new Denial("invalid_request", "The field stream has to be true or false.", { param: "stream" });
}

function asksForUsage(read: ReadObject): boolean {
  if (read.scanned.members.get("stream_options")?.kind !== "object") return false;
  return (readMember(read, "stream_options") as { include_usage?: unknown } | undefined)?.include_usage === true;
}

const OPEN_BRACE = 0x7b;
const CLOSE_BRACKET = 0x5d;

const CHECKS = {
  chat: checkMessages,
  completions: () => null,
  embeddings: (read) => present(read, ["input"]),
  // A stored prompt or an earlier response may stand for the input.
  responses: (read) => present(read, ["input", "prompt", "previous_response_id", "conversation"]),
  messages: checkMessages,
  count: checkMessages,
  other: () => null,
} as const satisfies Record<CallKind, (read: ReadObject) => Denial | null>;

function checkMessages({ body, scanned, parsed }: ReadObject): Denial | null {
  const messages = scanned.members.get("messages");
  if (!messages) return MESSAGES.missing;
  if (messages.kind !== "array") return MESSAGES.noList;
  const first = firstInside(body, messages);
  if (first === CLOSE_BRACKET) return MESSAGES.empty;
  // Of a long body only the first message is looked at; the provider sees to the others.
  if (first !== OPEN_BRACE) return noObject(0);
  const odd =
    parsed === null
      ? -1
      : (parsed["messages"] as unknown[]).findIndex((message) => typeof message !== "object" || message === null || Array.isArray(message));
  return odd < 0 ? null : noObject(odd);
}

const MESSAGES = {
  missing: new Denial("invalid_request", "The field messages is missing: give a list of messages.", { param: "messages" }),
  noList: new Denial("invalid_request", "The field messages has to be a list of messages.", { param: "messages" }),
  empty: new Denial("invalid_request", "The field messages has to hold at least one message.", { param: "messages" }),
} as const;

function noObject(index: number): Denial {
  return new Denial("invalid_request", `The field messages.${index} has to be an object with a role and a content.`, {
    param: `messages.${index}`,
  });
}

function present({ scanned }: ReadObject, keys: readonly [string, ...string[]]): Denial | null {
  const given = keys.some((key) => (scanned.members.get(key)?.kind ?? "null") !== "null");
  return given ? null : new Denial("invalid_request", `The field ${keys[0]} is missing.`, { param: keys[0] });
}
