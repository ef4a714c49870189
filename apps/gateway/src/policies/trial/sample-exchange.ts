import { randomUUID } from "node:crypto";
import type { TrialSample } from "@sluice/definition/policy-trial";
import { NO_OWN_PRICES } from "@sluice/pricing/own-price";
import type { Denial } from "@sluice/wire/denial";
import { NO_USAGE } from "@sluice/wire/usage";
import { type Call, readCall } from "../../pipeline/read-call.ts";
import type { CompiledApi } from "../../runtime/compiled-api.ts";
import type { AskedExchange } from "../asked-exchange.ts";

const PATHS = { chat: "/chat/completions", embeddings: "/embeddings" } as const satisfies Record<TrialSample["kind"], string>;

/** The call that a sample describes, read as a caller's would be. */
export function sampleCall({ kind, model, messages, stream }: TrialSample): Call | Denial {
  const body = kind === "chat" ? { model, messages, stream } : { model, input: messages[0]?.content ?? "" };
  return readCall(kind, Buffer.from(JSON.stringify(body)));
}

/** What policies learn of the request around it. */
export function sampleExchange({ kind, headers }: TrialSample, { contextPaths }: Pick<CompiledApi, "contextPaths">): AskedExchange {
  const given = headers.map(({ name, value }) => [name.toLowerCase(), value] as const);
  return {
    id: randomUUID(),
    req: {
      method: "POST",
      url: `${contextPaths[0] ?? ""}${PATHS[kind]}`,
      headers: { "content-type": "application/json", ...Object.fromEntries(given) },
    },
    usage: NO_USAGE,
    prices: NO_OWN_PRICES,
    api: { contextPaths },
  };
}
