import type { ContentFate, ContentLeg } from "@sluice/definition/contents";
import type { CallKind } from "../pipeline/read-call.ts";
import type { RequestContext } from "../policies/request-context.ts";
import type { Target } from "../runtime/compiled-api.ts";
import type { CompiledLogging } from "../runtime/compiled-logging.ts";
import type { AnswerSink } from "../upstream/send.ts";
import { BoundedBytes } from "./bounded-bytes.ts";

/** Names and values. */
export type HeaderPairs = readonly (readonly [string, string])[];

/** One way of one side, as far as it was seen. */
export interface CapturedLeg {
  readonly side: ContentLeg["side"];
  readonly phase: ContentLeg["phase"];
  /** Whose words it is in; null where its streams cannot be read. */
  kind: CallKind | null;
  status: number | null;
  headers: HeaderPairs;
  body: BoundedBytes;
  omitted: ContentLeg["omitted"];
}

export interface SentRequest {
  /** Names and values in turn. */
  readonly headers: readonly string[];
  readonly body: Buffer | string;
  readonly target: Target;
  /** In the caller's own words. */
  readonly isNative: boolean;
}

export interface CaptureStart {
  readonly requestId: string;
  readonly apiId: string;
  readonly kind: CallKind;
  readonly logging: CompiledLogging;
  readonly context: RequestContext;
  readonly sampled: boolean;
  readonly contents: Contents;
}

/** Where captures go. */
export interface Contents {
  /** Of each body, as many bytes are noted. */
  readonly mostNotedBytes: number;
  /** False: too much waits, and what is kept would be dropped. */
  hasRoom(): boolean;
  /** The response has closed: nothing more is noted. */
  offer(capture: ContentCapture): void;
}

/** What passes in one request whose API keeps contents: noted as it passes, judged when the request is settled, written afterwards. */
export class ContentCapture {
  readonly requestId: string;
  readonly apiId: string;
  readonly logging: CompiledLogging;
  /** As policies know the request; its vault knows what placeholders stand for. */
  context: RequestContext;
  readonly timestampMs = Date.now();
  readonly legs: CapturedLeg[] = [];
  /** Values that are hidden wherever they stand: those of the provider that was asked. */
  secrets: readonly string[] = [];
  readonly #start: CaptureStart;
  #sentAs: CallKind | null = null;
  #fate: ContentFate | null = null;

  constructor(start: CaptureStart) {
    this.#start = start;
    this.requestId = start.requestId;
    this.apiId = start.apiId;
    this.logging = start.logging;
    this.context = start.context;
  }

  /** A way that the API's logging wants; null otherwise. What is asked again takes the place of what was asked before. */
  leg(side: CapturedLeg["side"], phase: CapturedLeg["phase"]): CapturedLeg | null {
    const { kind, logging, sampled, contents } = this.#start;
    if (!sampled || !logging[side] || !logging[phase]) return null;
    const fresh: CapturedLeg = {
      side,
      phase,
      kind,
      status: null,
      headers: [],
      body: new BoundedBytes(contents.mostNotedBytes),
      omitted: null,
    };
    const before = this.legs.findIndex((leg) => leg.side === side && leg.phase === phase);
    if (before >= 0) this.legs[before] = fresh;
    else this.legs.push(fresh);
    return fresh;
  }

  /** The request, before policies have looked at it: where one of them masks texts, nothing of the body is kept yet. */
  arrived(headers: HeaderPairs, body: Buffer): void {
    const leg = this.leg("entrypoint", "request");
    if (leg === null) return;
    leg.headers = headers;
    if (this.logging.masksPersonalData) leg.omitted = "unmasked";
    else leg.body.add(body);
  }

  /** The body as policies have let it go on. */
  admitted(body: Buffer): void {
    const before = this.legs.find(({ side, phase }) => side === "entrypoint" && phase === "request");
    const leg = before && this.leg("entrypoint", "request");
    if (!leg) return;
    leg.headers = before.headers;
    leg.body.add(body);
  }

  /** A request is about to go to a provider. */
  sent({ headers, body, target, isNative }: SentRequest): void {
    this.secrets = target.secrets;
    this.#sentAs = isNative ? this.#start.kind : wordsOf(target);
    const leg = this.leg("endpoint", "request");
    if (leg === null) return;
    leg.headers = pairs(headers);
    leg.body.add(typeof body === "string" ? Buffer.from(body) : body);
  }

  /** The provider answers: what comes is noted on its way to `sink`. */
  answered(status: number, headers: Readonly<Record<string, string | string[] | undefined>>, sink: AnswerSink): AnswerSink {
    const leg = this.leg("endpoint", "response");
    if (leg === null) return sink;
    leg.status = status;
    leg.kind = this.#sentAs;
    leg.headers = headersOf(headers);
    // What a filter has yet to mask is not for anybody's eyes.
    if (this.logging.masksPersonalData) leg.omitted = "unmasked";
    return {
      data(piece) {
        leg.body.add(piece);
        sink.data(piece);
      },
      end: () => sink.end(),
      fail: (error) => sink.fail(error),
      abandoned: () => sink.abandoned?.(),
    };
  }

  /** The response has closed; `asked` says that a provider was. */
  finish(status: number, asked: boolean): void {
    if (this.judge(status) !== "kept") return;
    // A kept answer to somebody else was written before this request's texts were masked.
    const isReplay = this.logging.masksPersonalData && !asked && status < 400;
    for (const leg of this.legs) if (isReplay && leg.phase === "response") leg.omitted = "unmasked";
    this.#start.contents.offer(this);
  }

  /** Whether it is kept, and why not. Decided once: the request's row tells it. */
  judge(status: number): ContentFate {
    this.#fate ??= this.#judge(status);
    return this.#fate;
  }

  #judge(status: number): ContentFate {
    const { logging, sampled, contents } = this.#start;
    const { context } = this;
    if (!sampled) return "not_sampled";
    if (logging.condition !== null) {
      context.response = { status, headers: {}, content: null, jsonContent: null };
      const result = logging.condition.evaluate(context);
      // Contents are private: what cannot be answered is a no.
      if (!result.ok || !result.value) return "condition";
    }
    return contents.hasRoom() ? "kept" : "dropped";
  }
}

/** In which words a provider answers a translated call, of those that can be read here. */
function wordsOf({ provider, speaksOpenAi }: Target): CallKind | null {
  if (provider === "ANTHROPIC") return "messages";
  return speaksOpenAi ? "chat" : null;
}

export function headersOf(headers: Readonly<Record<string, string | readonly string[] | number | undefined>>): HeaderPairs {
  return Object.entries(headers).flatMap(([name, value]) => {
    if (value === undefined) return [];
    return typeof value === "object" ? value.map((one) => [name, one] as const) : [[name, String(value)] as const];
  });
}

/** From names and values in turn. */
export function pairs(headers: readonly string[]): HeaderPairs {
  return Array.from({ length: headers.length >> 1 }, (_, at) => [headers[at * 2] ?? "", headers[at * 2 + 1] ?? ""] as const);
}
