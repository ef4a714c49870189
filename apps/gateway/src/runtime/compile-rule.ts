import { compileCondition } from "@sluice/expression/compile-condition";
import type { ExpressionContext, RequestView } from "@sluice/expression/context";
import { ExpressionProblem } from "@sluice/expression/problem";
import type { ArrivingCall, SelectionRule } from "./compiled-plan.ts";

interface RuleOf {
  readonly api: { readonly id: string; readonly name: string };
  readonly contextPaths: readonly string[];
  readonly plan: { readonly id: string; readonly name: string };
}

/** A plan is chosen before the caller is known and the body is read: that much, and no more, can be asked. */
const KNOWN = ["request", "api", "plan"] as const;

/** A plan's selection rule, null where it has none; or in words why it cannot be one. */
export function compileRule(
  source: string | undefined,
  { api, contextPaths, plan }: RuleOf,
): SelectionRule | null | { readonly problem: string } {
  if (source === undefined || source === "") return null;
  const condition = compileCondition(source, { roots: KNOWN });
  if (condition instanceof ExpressionProblem) return { problem: `${condition.message} (at character ${condition.offset + 1})` };
  if (condition.readsRequestBody) return { problem: "A selection rule cannot read the body: the plan is chosen before it is read." };
  const rest = { api, plan, response: null, subscription: null, llm: null, context: { attributes: new Map() } } as const;
  return (call) => {
    const context: ExpressionContext = { ...rest, request: new ArrivingRequest(call, contextPaths) };
    const result = condition.evaluate(context);
    return result.ok && result.value;
  };
}

/** What an expression may read of a call that has just arrived. Worked out when it is asked for. */
class ArrivingRequest implements RequestView {
  readonly content = null;
  readonly jsonContent = null;
  readonly #call: ArrivingCall;
  readonly #contextPaths: readonly string[];

  constructor(call: ArrivingCall, contextPaths: readonly string[]) {
    this.#call = call;
    this.#contextPaths = contextPaths;
  }

  get id(): string {
    return this.#call.id;
  }

  get method(): string {
    return this.#call.req.method ?? "";
  }

  get path(): string {
    return this.#url.split("?", 1)[0] ?? "";
  }

  get contextPath(): string {
    const { path } = this;
    return this.#contextPaths.find((start) => path === start || path.startsWith(`${start}/`)) ?? "";
  }

  get pathInfo(): string {
    return this.path.slice(this.contextPath.length);
  }

  get headers(): RequestView["headers"] {
    return this.#call.req.headers;
  }

  get params(): URLSearchParams {
    const query = this.#url.indexOf("?");
    return new URLSearchParams(query < 0 ? "" : this.#url.slice(query));
  }

  get remoteAddress(): string | null {
    return this.#call.req.socket.remoteAddress ?? null;
  }

  get #url(): string {
    return this.#call.req.url ?? "";
  }
}
