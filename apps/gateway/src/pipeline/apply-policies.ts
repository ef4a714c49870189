import type { PolicyChain } from "@sluice/policies/policy-chain";
import { PolicyRun } from "@sluice/policies/policy-run";
import { Denial } from "@sluice/wire/denial";
import { callerAddresses } from "../http/caller-addresses.ts";
import { reasonOf } from "../log.ts";
import { RequestContext } from "../policies/request-context.ts";
import type { CompiledApi } from "../runtime/compiled-api.ts";
import type { Caller } from "./caller.ts";
import type { Exchange } from "./exchange.ts";
import type { Gateway } from "./gateway.ts";
import type { Call } from "./read-call.ts";

interface Applied {
  readonly api: CompiledApi;
  readonly caller: Caller;
  readonly call: Call;
}

/** The call as its policies let it go on; null when they have refused or answered it. The same call, at once, where nothing is done to it. */
export function applyPolicies(
  gateway: Pick<Gateway, "trustedProxies" | "log">,
  exchange: Exchange,
  applied: Applied,
): Call | Promise<Call | null> {
  const chain = applied.api.chains.get(applied.caller.planId);
  return chain === undefined ? applied.call : applyChain(gateway, exchange, { ...applied, chain });
}

type Chained = Applied & { readonly chain: PolicyChain };

async function applyChain(
  { trustedProxies, log }: Pick<Gateway, "trustedProxies" | "log">,
  exchange: Exchange,
  { api, caller, call, chain }: Chained,
): Promise<Call | null> {
  const addresses = callerAddresses(exchange.req, trustedProxies);
  const context = new RequestContext({ exchange, api, caller, call, planName: chain.planName, addresses });
  const run = new PolicyRun(chain.flows, context, (error) =>
    log.error({ requestId: exchange.id, reason: reasonOf(error) }, "a policy failed when it was told how a request had ended"),
  );
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
