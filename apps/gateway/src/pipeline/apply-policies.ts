import type { PolicyChain } from "@sluice/policies/policy-chain";
import { PolicyRun } from "@sluice/policies/policy-run";
import { Denial } from "@sluice/wire/denial";
import { RequestContext } from "../policies/request-context.ts";
import type { CompiledApi } from "../runtime/compiled-api.ts";
import type { Caller } from "./caller.ts";
import type { Exchange } from "./exchange.ts";
import type { Call } from "./read-call.ts";

interface Applied {
  readonly api: CompiledApi;
  readonly caller: Caller;
  readonly call: Call;
  readonly chain: PolicyChain;
}

/** The call as its policies let it go on; null when they have refused or answered it. */
export async function applyPolicies(exchange: Exchange, { api, caller, call, chain }: Applied): Promise<Call | null> {
  const context = new RequestContext({ exchange, api, caller, call, planName: chain.planName });
  const run = new PolicyRun(chain.flows, context);
  exchange.policies = run;
  const verdict = await run.onRequest();
  if (exchange.closed) return null;
  if (verdict instanceof Denial) {
    exchange.refuse(verdict);
    return null;
  }
  if (verdict !== null) {
    const { status, contentType, body } = verdict;
    exchange.writeHead(status, [...exchange.answerHeaders(), "content-type", contentType, "content-length", String(body.length)]);
    exchange.end(body);
    return null;
  }
  const changed = context.call.finish();
  if (changed instanceof Denial) {
    exchange.refuse(changed);
    return null;
  }
  return changed;
}
