import { Denial } from "@sluice/wire/denial";
import { applyPolicies } from "../pipeline/apply-policies.ts";
import { authenticate } from "../pipeline/authenticate.ts";
import type { Exchange } from "../pipeline/exchange.ts";
import type { Gateway } from "../pipeline/gateway.ts";
import { unreadCall } from "../pipeline/read-call.ts";
import { modelNotFound } from "../pipeline/resolve-route.ts";
import type { CompiledApi } from "../runtime/compiled-api.ts";

/** `GET /models`: what may be asked for, for those who may ask. */
export async function listModels(gateway: Gateway, exchange: Exchange, api: CompiledApi): Promise<void> {
  if (await isAdmitted(gateway, exchange, api)) writeJson(exchange, api.modelList);
}

/** `GET /models/{id}`. */
export async function showModel(
  gateway: Gateway,
  exchange: Exchange,
  { api, id }: { readonly api: CompiledApi; readonly id: string },
): Promise<void> {
  if (!(await isAdmitted(gateway, exchange, api))) return;
  const model = api.models.find((listed) => listed.id === id);
  if (model) writeJson(exchange, Buffer.from(model.json));
  else exchange.refuse(modelNotFound(api, id));
}

async function isAdmitted(gateway: Gateway, exchange: Exchange, api: CompiledApi): Promise<boolean> {
  const caller = await authenticate(api, exchange, gateway);
  if (exchange.closed) return false;
  if (caller instanceof Denial) {
    exchange.refuse(caller);
    return false;
  }
  exchange.caller = caller;
  return (await applyPolicies(gateway, exchange, { api, caller, call: unreadCall("models") })) !== null;
}

/** Node leaves the body out when the method is HEAD. */
function writeJson(exchange: Exchange, body: Buffer): void {
  exchange.writeHead(200, [...exchange.answerHeaders(), "content-type", "application/json", "content-length", String(body.length)]);
  exchange.end(body);
}
