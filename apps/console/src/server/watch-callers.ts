import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage } from "node:http";
import type { BlockList } from "node:net";
import { callerAddress } from "./trusted-proxies.ts";

/** Next may load this more than once in one process. */
const holder = globalThis as typeof globalThis & { sluiceWatchesCallers?: true };

/**
 * Makes `X-Forwarded-For` of every request the one address that it really comes from. Next hands its routes no socket, and passes on
 * what the caller wrote; Node announces each request before Next sees it.
 */
export function watchCallers(trusted: BlockList): void {
  if (holder.sluiceWatchesCallers) return;
  holder.sluiceWatchesCallers = true;
  subscribe("http.server.request.start", (message) => {
    const { request } = message as { readonly request: IncomingMessage };
    const { headers, socket } = request;
    const forwardedFor = headers["x-forwarded-for"];
    const hops = { peer: socket.remoteAddress ?? "", forwardedFor: Array.isArray(forwardedFor) ? forwardedFor.join() : forwardedFor };
    headers["x-forwarded-for"] = callerAddress(hops, trusted);
  });
}
