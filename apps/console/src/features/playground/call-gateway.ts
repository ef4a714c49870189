import type { JsonObject } from "@sluice/definition/json";
import { z } from "zod";
import type { Problem } from "./conversation.ts";

/** The deployed API, as an application reaches it. */
export interface GatewayApi {
  /** `http://localhost:8082/llmtest` */
  readonly baseUrl: string;
  /** A key or token; null: none is brought. */
  readonly credential: string | null;
}

/** What came instead of an answer. */
export class GatewayProblem {
  readonly problem: Problem;
  readonly requestId: string | null;

  constructor(problem: Problem, requestId: string | null = null) {
    this.problem = problem;
    this.requestId = requestId;
  }
}

const refusalSchema = z.object({ error: z.object({ message: z.string(), code: z.string().nullish(), type: z.string().nullish() }) });

/** Calls the API from this page. Gives the answer, or why there is none; throws only when `signal` says so. */
export async function callGateway(
  { baseUrl, credential }: GatewayApi,
  path: string,
  { body, signal }: { readonly body?: JsonObject; readonly signal: AbortSignal },
): Promise<Response | GatewayProblem> {
  let response: Response;
  try {
    response = await fetch(`${baseUrl}${path}`, {
      method: body ? "POST" : "GET",
      headers: {
        ...(body ? { "content-type": "application/json" } : {}),
        ...(credential === null ? {} : { authorization: `Bearer ${credential}` }),
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
      signal,
      // Nothing of the browser's own goes along: an application has no cookies.
      credentials: "omit",
      cache: "no-store",
      referrerPolicy: "no-referrer",
    });
  } catch (error) {
    if (signal.aborted) throw error;
    return new GatewayProblem(await whyUnreachable(baseUrl));
  }
  if (response.ok) return response;
  return new GatewayProblem(await refusalOf(response), response.headers.get("x-request-id"));
}

async function refusalOf(response: Response): Promise<Problem> {
  const retryAfter = Number(response.headers.get("retry-after") ?? Number.NaN);
  const rest = { status: response.status, retryAfterSeconds: Number.isFinite(retryAfter) ? retryAfter : null };
  const text = await response.text().catch(() => "");
  let value: unknown = null;
  try {
    value = JSON.parse(text);
  } catch {
    // Something between here and the gateway has answered: its status is what there is to say.
  }
  const read = refusalSchema.safeParse(value);
  if (!read.success) return { ...rest, code: null, message: `The gateway answered with status ${response.status}.` };
  const { message, code, type } = read.data.error;
  return { ...rest, code: code ?? type ?? null, message };
}

/** A browser says no more than that it failed. Whether anything is there is told by a request whose answer it keeps to itself. */
async function whyUnreachable(baseUrl: string): Promise<Problem> {
  const { protocol, origin } = new URL(baseUrl);
  const rest = { status: null, retryAfterSeconds: null };
  if (window.location.protocol === "https:" && protocol === "http:" && !isLoopback(new URL(baseUrl).hostname))
    return {
      ...rest,
      code: "mixed_content",
      message: `This page came by https, and browsers let it call no address that begins with http, such as ${origin}. Let the gateway speak https, and set SLUICE_GATEWAY_URL to that address.`,
    };
  try {
    await fetch(`${baseUrl}/models`, { mode: "no-cors", credentials: "omit", cache: "no-store" });
  } catch {
    return {
      ...rest,
      code: "unreachable",
      message: `This browser does not reach the gateway at ${origin}. Check that it runs, and that SLUICE_GATEWAY_URL is its address as seen from here.`,
    };
  }
  return {
    ...rest,
    code: "not_let_in",
    message: `The gateway at ${origin} answers, but does not let this page read it. Set SLUICE_CONSOLE_URL to ${window.location.origin} for the gateway and start it anew, or name ${window.location.origin} in the API's CORS, on its page Entrypoints.`,
  };
}

function isLoopback(hostname: string): boolean {
  return hostname === "localhost" || hostname === "127.0.0.1" || hostname === "[::1]";
}
