import { isObject } from "@sluice/definition/json";
import { readEvents } from "@sluice/wire/sse";
import type { TokenUsage } from "@sluice/wire/usage";
import { EditedCall } from "../policies/edited-call.ts";
import { eventTexts } from "../policies/event-texts.ts";
import { estimateText } from "./estimate-text.ts";
import type { Call, CallKind } from "./read-call.ts";

/** What frames a message: its role, its beginning and its end. */
const TOKENS_PER_TEXT = 4;
/** A picture, or a page of a document: between 85 and 1,600 with all providers. */
const TOKENS_PER_ATTACHMENT = 800;
/** How far a text may be from what its characters say. A test holds samples to it. */
const ERROR_SHARE = 0.4;
/** Short texts are all exception. */
const LEAST_ERROR = 8;
/** What was not looked at is taken to be like what was. */
const ERROR_SHARE_UNSEEN = 0.25;

/** What has passed of a stream, in the events that a caller sees. */
export interface Passed {
  readonly kind: CallKind;
  /** The last of it; begins where an event begins. */
  readonly pieces: readonly (Buffer | string)[];
  /** Of all of it. */
  readonly bytes: number;
}

interface Estimate {
  readonly tokens: number;
  readonly error: number;
}

/**
 * The usage of a call whose provider has not counted it to the end: what it did report stands, the rest is worked out from the prompt and from
 * what was passed on. Thoughts that a provider keeps to itself are not in it. `passed` is null where nothing of the answer came.
 */
export function estimateUsage(call: Call, reported: TokenUsage, passed: Passed | null): TokenUsage {
  const input = reported.input === null ? estimateInput(call) : null;
  const said = passed === null ? null : estimatePassed(passed);
  // Some providers count as they go on. A count far below what has passed is that of a beginning: Anthropic's streams open with one.
  const isRunning = said === null || (reported.output !== null && reported.output >= said.tokens / 2);
  const output = isRunning ? { tokens: reported.output, error: reported.output === null ? 0 : LEAST_ERROR } : said;
  return {
    ...reported,
    ...(input && { input: input.tokens }),
    output: output.tokens,
    provenance: "estimated",
    estimateError: (input?.error ?? 0) + output.error,
  };
}

/** How many tokens have passed, roughly. */
export function passedTokens(passed: Passed): number {
  return estimatePassed(passed).tokens;
}

function estimateInput(call: Call): Estimate {
  const edited = new EditedCall(call);
  const texts = edited.texts();
  let written = texts.length * TOKENS_PER_TEXT;
  for (const { text } of texts) written += estimateText(text);
  for (const name of ["tools", "functions"]) {
    const member = call.scanned.members.get(name);
    if (member) written += estimateText(call.body.toString("utf8", member.start, member.end));
  }
  const attached = edited.attachments * TOKENS_PER_ATTACHMENT;
  return { tokens: Math.max(1, Math.ceil(written + attached)), error: Math.ceil(written * ERROR_SHARE + LEAST_ERROR + attached) };
}

function estimatePassed({ kind, pieces, bytes }: Passed): Estimate {
  const seen = pieces.map(String).join("");
  // Joined: a word that comes in three events is one.
  const text = readEvents(seen)
    .flatMap(({ data }) => textsOf(kind, data))
    .join("");
  const seenBytes = Buffer.byteLength(seen);
  const seenTokens = estimateText(text);
  const unseenTokens = seenBytes === 0 ? 0 : (seenTokens * Math.max(0, bytes - seenBytes)) / seenBytes;
  const tokens = Math.ceil(seenTokens + unseenTokens);
  return { tokens, error: tokens === 0 ? 0 : Math.ceil(tokens * ERROR_SHARE + unseenTokens * ERROR_SHARE_UNSEEN + LEAST_ERROR) };
}

function textsOf(kind: CallKind, data: string | null): readonly string[] {
  try {
    const event: unknown = JSON.parse(data ?? "null");
    if (!isObject(event)) return [];
    return eventTexts(kind, event).pieces.map(({ holder, key }) => String(holder[key]));
  } catch {
    return [];
  }
}
