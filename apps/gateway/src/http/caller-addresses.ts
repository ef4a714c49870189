import type { IncomingMessage } from "node:http";

export interface CallerAddresses {
  /** Who is at the other end of the connection. */
  readonly caller: string | null;
  /** What proxies on the way have said, the first one first. Anybody can write it. */
  readonly forwarded: readonly string[];
}

/** More than this in one header is nobody's real way here. */
const MOST_FORWARDED = 32;

export function callerAddresses({ socket, headers }: Pick<IncomingMessage, "socket" | "headers">): CallerAddresses {
  const said = headers["x-forwarded-for"];
  const forwarded = (typeof said === "string" ? said : "").split(",", MOST_FORWARDED).map((address) => address.trim());
  return { caller: socket.remoteAddress ?? null, forwarded: forwarded.filter((address) => address !== "") };
}
