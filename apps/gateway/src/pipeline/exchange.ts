import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from "node:http";
import type { ContentFate } from "@sluice/definition/contents";
import type { Decision } from "@sluice/policies/policy-context";
import type { PolicyRun } from "@sluice/policies/policy-run";
import type { PriceBook } from "@sluice/pricing/own-price";
import { CHAT_FORMAT } from "@sluice/providers/chat/chat-format";
import type { InboundFormat } from "@sluice/providers/inbound-format";
import type { Denial } from "@sluice/wire/denial";
import type { ErrorCode } from "@sluice/wire/errors";
import { NO_USAGE, type TokenUsage } from "@sluice/wire/usage";
import type { ContentCapture } from "../contents/content-capture.ts";
import { nextRequestId } from "../http/request-id.ts";
import { writeDenialHead } from "../http/write-denial.ts";
import { priceCall } from "../metering/price-call.ts";
import type { UsageRecord } from "../metering/usage-record.ts";
import type { Ending, UsageSink } from "../metering/usage-sink.ts";
import type { RequestContext } from "../policies/request-context.ts";
import type { CompiledApi, Target } from "../runtime/compiled-api.ts";
import type { RequestTrace } from "../telemetry/request-trace.ts";
import type { Caller } from "./caller.ts";
import type { Drain } from "./drain.ts";
import { Story } from "./story.ts";

export interface Running {
  stop(): void;
  /** In the place of `stop` when the caller has left. True: it goes on, and calls `drained` once it is over. */
  leave?(): boolean;
}

interface ExchangeStart {
  readonly req: IncomingMessage;
  readonly res: ServerResponse;
  readonly path: string;
  readonly api: CompiledApi | null;
  readonly headers: readonly string[];
  readonly reporter: UsageSink;
  /** As they are when it begins. */
  readonly prices: PriceBook;
}

const NO_DECISIONS: readonly Decision[] = [];

/** A client that left before its answer was whole; nginx's number for it. */
const CLIENT_CLOSED_REQUEST = 499;

const EXCHANGE = Symbol("exchange");
type Answer = ServerResponse & { [EXCHANGE]?: Exchange };

/** One function for all responses: it spares every call a closure. */
function onClose(this: Answer): void {
  this[EXCHANGE]?.responseClosed();
}

/**
 * One request, from its first byte to its outcome. Those who handle it note here what they learn; it is reported
 * exactly once: just before the last bytes of an answer, or when the response closes without them, broken off or left by the caller.
 */
export class Exchange implements Ending {
  readonly id = nextRequestId();
  readonly api: CompiledApi | null;
  readonly req: IncomingMessage;
  readonly res: ServerResponse;
  readonly prices: PriceBook;
  /** Whose words the caller speaks: refusals are said in them. */
  format: InboundFormat = CHAT_FORMAT;
  caller: Caller | null = null;
  /** Null where nothing is done to this caller's requests. */
  policies: PolicyRun<RequestContext> | null = null;
  /** Null where none is kept. */
  content: ContentCapture | null = null;
  /** Null where nobody is told of traces. */
  trace: RequestTrace | null = null;
  target: Target | null = null;
  modelAsked: string | null = null;
  modelSent: string | null = null;
  modelAnswered: string | null = null;
  streamed = false;
  attempts = 0;
  usage: TokenUsage = NO_USAGE;
  errorCode: ErrorCode | null = null;
  /** What still runs for this exchange; it is stopped at once when the exchange closes. */
  running: Running | null = null;
  closed = false;
  /** Set while a provider is listened to whose caller has left. */
  drain: Drain | null = null;
  #upgraded = false;
  #settled = false;
  readonly #headers: readonly string[];
  readonly #path: string;
  readonly #reporter: UsageSink;
  readonly #timestampMs = Date.now();
  readonly #startedAt = performance.now();
  #bodyReadAt = 0;
  #sentAt = 0;
  #firstByteAt = 0;
  #answeredAt = 0;
  #lastData: string | Buffer = "";
  #lastEncoding: BufferEncoding = "utf8";
  readonly #story = new Story();

  constructor({ req, res, path, api, headers, reporter, prices }: ExchangeStart) {
    this.req = req;
    this.res = res;
    this.api = api;
    this.#path = path;
    this.#headers = headers;
    this.#reporter = reporter;
    this.prices = prices;
    (res as Answer)[EXCHANGE] = this;
    res.on("close", onClose);
    // A pipelined request's response has no socket yet, and Node does not close it when the connection breaks.
    if (res.socket === null) req.socket.once("close", () => this.responseClosed());
  }

  /** What every answer carries, refusals included: names and values in turn, to be added to. */
  answerHeaders(): string[] {
    return ["x-request-id", this.id, ...this.#headers];
  }

  /** The caller's headers, less what policies take out. */
  get callerHeaders(): IncomingHttpHeaders {
    const headers = this.trace === null ? this.req.headers : this.trace.passOn(this.req.headers);
    return this.policies === null ? headers : this.policies.context.requestHeaders.left(headers);
  }

  /** A request's headers as they go to a provider, names and values in turn, with what policies add. */
  headersTo(headers: string[]): string[] {
    return this.policies === null ? headers : [...headers, ...this.policies.context.requestHeaders.added];
  }

  /** Begins a good answer. What policies do to its headers is done here. */
  writeHead(status: number, headers: string[]): void {
    const { policies } = this;
    if (policies === null) {
      this.res.writeHead(status, headers);
      return;
    }
    policies.onResponse();
    this.res.writeHead(status, policies.context.responseHeaders.apply(headers));
  }

  /** Answers with a refusal, unless an answer has begun. */
  refuse(denial: Denial): void {
    this.errorCode ??= denial.code;
    if (this.closed || this.res.headersSent) return;
    const headers = [...this.answerHeaders(), ...(this.policies?.context.responseHeaders.added ?? [])];
    this.end(writeDenialHead(this.res, denial, { body: this.format.error(denial, this.id), headers }));
  }

  bodyRead(): void {
    this.#bodyReadAt = performance.now();
  }

  /** A provider is about to be asked. */
  attempt(target: Target, modelSent: string | null): void {
    this.attempts++;
    this.#story.begin(target);
    this.trace?.asked(target, modelSent);
    this.target = target;
    this.modelSent = modelSent;
    if (this.#sentAt === 0) this.#sentAt = performance.now();
  }

  /** The provider asked last has answered, well or not. */
  attemptAnswered(status: number): void {
    this.#story.answered(status);
    this.trace?.answered(status);
    if (status >= 200 && status < 300) this.#story.end(null);
  }

  attemptFailed(error: ErrorCode): void {
    this.#story.end(error);
    this.trace?.ended(error);
  }

  /** On the way to a provider: parameters it has no word for, and what was changed, in words. */
  translated(dropped: readonly string[], adapted: readonly string[]): void {
    this.#story.translated(dropped, adapted);
  }

  firstByte(): void {
    if (this.#firstByteAt === 0) this.#firstByteAt = performance.now();
  }

  /** The provider has nothing more to say. */
  answered(): void {
    this.#answeredAt = performance.now();
    this.trace?.ended(null);
  }

  /** The connection is a WebSocket from now on: its end is no breaking off. */
  upgraded(): void {
    this.#upgraded = true;
    this.res.statusCode = 101;
  }

  /** Ends the answer. Its record is kept before its caller can see the end: whatever happens to this process then, it was counted. */
  end(data: string | Buffer = "", encoding: BufferEncoding = "utf8"): void {
    this.#lastData = data;
    this.#lastEncoding = encoding;
    if (this.#settled) this.finish();
    else this.#settle(this.#outcome(false), this);
  }

  /** The last bytes, once the record is kept. */
  finish(): void {
    this.res.end(this.#lastData, this.#lastEncoding);
    this.#lastData = "";
  }

  /** Nothing more is to be learnt but whether the caller is still there. Once; later calls change nothing. */
  settle(): void {
    if (!this.#settled) this.#settle(this.#outcome(false));
  }

  /** Nothing more will be learnt of the provider that was listened to after the caller had left. */
  drained(): void {
    this.drain?.end();
    this.drain = null;
    if (this.usage.provenance === "reported") this.usage = { ...this.usage, provenance: "drained" };
    this.#settle(this.#outcome(true));
    this.#passed(true);
  }

  #settle(record: UsageRecord, ending?: Ending): void {
    this.#settled = true;
    // First of all: whatever a policy makes of it, the request is counted.
    this.#reporter.record(record, ending);
    this.policies?.settle({ ...record, asked: this.attempts > 0 });
    this.policies?.context.end();
  }

  /** Once; later calls change nothing. */
  responseClosed(): void {
    if (this.closed) return;
    this.closed = true;
    const left = !this.res.writableFinished && !this.#upgraded;
    const { running } = this;
    this.running = null;
    if (left && !this.#settled && running?.leave?.()) {
      this.#settled = true;
      this.#reporter.amend(this.#outcome(true));
      return;
    }
    running?.stop();
    if (!this.#settled) this.#settle(this.#outcome(left));
    else if (left) this.#reporter.amend(this.#outcome(true));
    this.#passed(left);
  }

  /** Nothing more passes. */
  #passed(left: boolean): void {
    this.content?.finish(left ? CLIENT_CLOSED_REQUEST : this.res.statusCode, this.attempts > 0);
    this.trace?.finish(this.#outcome(left));
  }

  #contentFate(status: number): ContentFate | null {
    const { content, policies } = this;
    if (content === null) return null;
    if (policies !== null) content.context = policies.context;
    return content.judge(status);
  }

  #outcome(left: boolean): UsageRecord {
    const endedAt = performance.now();
    const readMs = this.#bodyReadAt === 0 ? 0 : this.#bodyReadAt - this.#startedAt;
    const waitedMs = this.#sentAt === 0 ? 0 : (this.#answeredAt || endedAt) - this.#sentAt;
    const totalMs = endedAt - this.#startedAt;
    const { api, caller, target, usage, modelSent, modelAnswered } = this;
    const status = left ? CLIENT_CLOSED_REQUEST : this.res.statusCode;
    return {
      requestId: this.id,
      timestampMs: this.#timestampMs,
      apiId: api?.id ?? null,
      planId: caller?.planId ?? null,
      applicationId: caller?.subscriber?.applicationId ?? null,
      subscriptionId: caller?.subscriber?.subscriptionId ?? null,
      revision: api?.revision ?? null,
      method: this.req.method ?? "",
      path: this.#path,
      status,
      errorCode: left ? "client_closed_request" : this.errorCode,
      streamed: this.streamed,
      provider: target?.group ?? null,
      endpoint: target?.endpoint ?? null,
      modelAsked: this.modelAsked,
      modelSent,
      modelAnswered,
      attempts: this.attempts,
      usage,
      ...priceCall({ api, target, modelSent, modelAnswered, atMs: this.#timestampMs }, usage, this.prices),
      gatewayMs: Math.max(0, totalMs - readMs - waitedMs),
      firstByteMs: this.#firstByteAt === 0 ? null : this.#firstByteAt - this.#startedAt,
      totalMs,
      detail: this.#story.tell(this.policies?.context.decisions ?? NO_DECISIONS, this.#contentFate(status)),
    };
  }
}
