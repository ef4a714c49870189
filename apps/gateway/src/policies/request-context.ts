import type { LlmView, RequestView, ResponseView, SubscriptionView } from "@sluice/expression/context";
import type { Attributes, Decision, KnownPrice, PolicyContext } from "@sluice/policies/policy-context";
import { inDollars } from "@sluice/pricing/decimal";
import { Denial } from "@sluice/wire/denial";
import type { TokenUsage } from "@sluice/wire/usage";
import type { CallerAddresses } from "../http/caller-addresses.ts";
import { priceOfTarget } from "../metering/price-call.ts";
import type { Caller } from "../pipeline/caller.ts";
import type { Call } from "../pipeline/read-call.ts";
import { resolveRoute } from "../pipeline/resolve-route.ts";
import type { CompiledApi } from "../runtime/compiled-api.ts";
import type { AskedExchange } from "./asked-exchange.ts";
import { EditedCall } from "./edited-call.ts";
import { EditedHeaders } from "./edited-headers.ts";
import { llmView } from "./llm-view.ts";
import { requestView } from "./request-view.ts";

interface Start {
  readonly exchange: AskedExchange;
  readonly api: CompiledApi;
  readonly caller: Caller;
  readonly call: Call;
  readonly planName: string;
  readonly addresses: CallerAddresses;
}

/** Where no model is asked, or what it is asked is not read. */
const UNREAD: ReadonlySet<Call["path"]> = new Set(["models", "uploads", "downloads", "realtime"]);

/** A request as its policies and their expressions see it. Everything that costs anything is worked out when it is asked for. */
export class RequestContext implements PolicyContext {
  readonly requestId: string;
  readonly call: EditedCall;
  readonly context: { readonly attributes: Attributes } = { attributes: new Map() };
  readonly requestHeaders = new EditedHeaders();
  readonly responseHeaders = new EditedHeaders();
  readonly request: RequestView;
  readonly llm: LlmView | null;
  readonly api: PolicyContext["api"];
  readonly plan: PolicyContext["plan"];
  readonly subscription: SubscriptionView | null;
  readonly consumer: PolicyContext["consumer"];
  readonly addresses: PolicyContext["addresses"];
  readonly decisions: Decision[] = [];
  response: ResponseView | null = null;
  readonly #exchange: AskedExchange;
  readonly #api: CompiledApi;
  #waiting: AbortController | null = null;

  constructor({ exchange, api, caller, call, planName, addresses }: Start) {
    this.#exchange = exchange;
    this.#api = api;
    this.requestId = exchange.id;
    this.call = new EditedCall(call);
    this.request = requestView(exchange, { call, remoteAddress: addresses.caller });
    this.llm = UNREAD.has(call.path) ? null : llmView(this.call);
    this.api = { id: api.id, name: api.name };
    this.plan = { id: caller.planId, name: planName };
    const { subscriber } = caller;
    this.subscription = subscriber && {
      id: subscriber.subscriptionId,
      applicationId: subscriber.applicationId,
      planId: subscriber.planId,
      clientId: null,
    };
    this.consumer = { planId: caller.planId, subscriptionId: subscriber?.subscriptionId ?? null };
    this.addresses = addresses;
  }

  price(): KnownPrice | null {
    const { model } = this.call;
    const route = model === null ? null : resolveRoute(this.#api, model);
    if (route === null || route instanceof Denial) return null;
    const [target] = route.targets;
    const modelSent = target?.model?.name ?? route.sent;
    if (target === undefined || modelSent === null) return null;
    const called = { api: this.#api, target, modelSent, modelAnswered: null, atMs: this.nowMs() };
    const [tier] = priceOfTarget(called, this.#exchange.prices)?.tiers ?? [];
    return { inputPrice: inDollars(tier?.input), outputPrice: inDollars(tier?.output) };
  }

  usage(): TokenUsage {
    return this.#exchange.usage;
  }

  get signal(): AbortSignal {
    this.#waiting ??= new AbortController();
    return this.#waiting.signal;
  }

  /** The request is over: what others were asked on its behalf is no longer waited for. */
  end(): void {
    this.#waiting?.abort();
  }

  nowMs(): number {
    return Date.now();
  }

  decide(decision: Decision): void {
    this.decisions.push(decision);
  }
}
