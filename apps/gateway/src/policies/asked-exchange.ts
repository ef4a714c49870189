import type { IncomingMessage } from "node:http";
import type { PriceBook } from "@sluice/pricing/own-price";
import type { TokenUsage } from "@sluice/wire/usage";

/** What policies learn from an exchange. */
export interface AskedExchange {
  readonly id: string;
  readonly req: Pick<IncomingMessage, "method" | "url" | "headers">;
  readonly usage: TokenUsage;
  readonly prices: PriceBook;
  readonly api: { readonly contextPaths: readonly string[] } | null;
}
