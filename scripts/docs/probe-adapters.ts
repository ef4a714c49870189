import type { Provider } from "../../packages/definition/src/provider.ts";
import { readChatRequest } from "../../packages/providers/src/chat/read-chat-request.ts";
import type { UpstreamRequest } from "../../packages/providers/src/chat-adapter.ts";
import { readEmbeddingsRequest } from "../../packages/providers/src/embeddings/read-embeddings-request.ts";
import { ADAPTERS } from "../../packages/providers/src/registry.ts";
import { Denial } from "../../packages/wire/src/denial.ts";
import type { Probe } from "./chat-probes.ts";

/** One provider's way of speaking, with the model that stands for the others. */
export interface Column {
  readonly title: string;
  readonly provider: Provider;
  readonly model: string;
}

export type Treatment = "yes" | "adapted" | "left out" | "refused";

/** What becomes of a chat completion that asks for the feature: the translation itself is asked. */
export function probeChat({ provider, model }: Column, { body }: Probe): Treatment {
  const adapter = ADAPTERS[provider].chat;
  const request = readChatRequest({ model, messages: [{ role: "user", content: "Hello." }], ...body });
  if (adapter === null || request instanceof Denial) return "refused";
  return treatmentOf(adapter.encodeRequest({ request, model, stream: body["stream"] === true, id: "chatcmpl-docs", createdSeconds: 0 }));
}

/** The same of embeddings; a call that is split into several counts as one. */
export function probeEmbeddings({ provider, model }: Column, { body }: Probe): Treatment {
  const adapter = ADAPTERS[provider].embeddings;
  const request = readEmbeddingsRequest({ model, ...body });
  if (adapter === null || request instanceof Denial) return "refused";
  const [first] = adapter.splitCall?.({ request, model }) ?? [{ request, model }];
  return first === undefined ? "refused" : treatmentOf(adapter.encodeRequest(first));
}

function treatmentOf(encoded: UpstreamRequest | Denial): Treatment {
  if (encoded instanceof Denial) return "refused";
  if (encoded.dropped.length > 0) return "left out";
  return encoded.lost.length > 0 ? "adapted" : "yes";
}
