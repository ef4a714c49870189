import type { IncomingHttpHeaders } from "node:http";
import { handleAnthropic, refuseSizeAsAnthropic } from "./anthropic/handle.ts";
import { handleAzure, refuseSizeAsAzure } from "./azure/handle.ts";
import { handleBedrock, refuseSizeAsBedrock } from "./bedrock/handle.ts";
import { handleGemini, refuseSizeAsGemini } from "./gemini/handle.ts";
import type { Received } from "./http/serve.ts";
import { handleOpenAi, refuseSizeAsOpenAi } from "./openai/handle.ts";
import type { World } from "./world.ts";

/** A provider's way to be spoken to. */
export interface Wire {
  readonly handle: (received: Received, world: World) => Promise<void>;
  /** Answers a body that was too large to be read. */
  readonly refuseSize: (received: Received) => Promise<void>;
}

const OPEN_AI: Wire = { handle: handleOpenAi, refuseSize: refuseSizeAsOpenAi };
const ANTHROPIC: Wire = { handle: handleAnthropic, refuseSize: refuseSizeAsAnthropic };
const GEMINI: Wire = { handle: handleGemini, refuseSize: refuseSizeAsGemini };
const BEDROCK: Wire = { handle: handleBedrock, refuseSize: refuseSizeAsBedrock };
const AZURE: Wire = { handle: handleAzure, refuseSize: refuseSizeAsAzure };

/** Whose wire a request is on. Paths tell, but for the list of models, which three of them keep at the same place. */
export function wireOf(path: string, headers: IncomingHttpHeaders): Wire {
  if (/^\/v1\/messages(?:\/|$)/.test(path)) return ANTHROPIC;
  if (/^\/v1\/models(?:\/|$)/.test(path)) {
    if (headers["anthropic-version"] !== undefined) return ANTHROPIC;
    if (headers["x-goog-api-key"] !== undefined) return GEMINI;
  }
  if (/^\/v1(?:alpha|beta)\/|^\/v1\/models\/[^/]+:[a-zA-Z]+$/.test(path)) return GEMINI;
  if (path.startsWith("/openai/")) return AZURE;
  if (path.startsWith("/model/") || path.startsWith("/guardrail/")) return BEDROCK;
  return OPEN_AI;
}
