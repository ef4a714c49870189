import type { IncomingMessage } from "node:http";
import type { TokenUsage } from "@sluice/wire/usage";

/** What policies learn from an exchange. */
export interface AskedExchange {
  readonly id: string;
  readonly req: Pick<IncomingMessage, "method" | "url" | "headers">;
  readonly usage: TokenUsage;
  readonly api: { readonly contextPaths: readonly string[] } | null;
}
