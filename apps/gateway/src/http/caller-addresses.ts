import type { IncomingMessage } from "node:http";
import { type BlockList, isIP } from "node:net";

export interface CallerAddresses {
  /** Who calls: the other end of the connection, or whom trusted proxies have named. */
  readonly caller: string | null;
  /** What proxies on the way have said, the first one first. Anybody can write it. */
  readonly forwarded: readonly string[];
}

/** More than this in one header is nobody's real way here. */
const MOST_FORWARDED = 32;

/** Each proxy adds the address that it was called from at the end: what stands before the last one that is not trusted may be made up. */
export function callerAddresses({ socket, headers }: Pick<IncomingMessage, "socket" | "headers">, trusted: BlockList): CallerAddresses {
  const said = headers["x-forwarded-for"];
  const forwarded = (typeof said === "string" ? said : "")
    .split(",")
    .slice(-MOST_FORWARDED)
    .map((address) => address.trim())
    .filter((address) => address !== "");
  let caller = plain(socket.remoteAddress ?? null);
  for (const address of forwarded.toReversed()) {
    if (caller === null || !isTrusted(trusted, caller)) break;
    caller = plain(address);
  }
  return { caller, forwarded };
}

/** An IPv4 address may come as IPv6, and is the same caller. */
function plain(address: string | null): string | null {
  if (address === null) return null;
  return /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1] ?? address;
}

function isTrusted(trusted: BlockList, address: string): boolean {
  const family = isIP(address);
  return family !== 0 && trusted.check(address, family === 6 ? "ipv6" : "ipv4");
}
