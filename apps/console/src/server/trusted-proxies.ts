import { BlockList, isIP } from "node:net";

/**
 * `SLUICE_TRUSTED_PROXIES`: addresses and CIDR ranges, separated by commas or spaces. Throws an error that names what is none.
 * Unset trusts nobody: `X-Forwarded-For` is then what a caller made up.
 */
export function readTrustedProxies(text: string): BlockList {
  const trusted = new BlockList();
  for (const entry of text.split(/[\s,]+/).filter((part) => part !== "")) {
    const [address = "", length, ...rest] = entry.split("/");
    const family = familyOf(address);
    const bits = length === undefined ? null : Number(length);
    const most = family === "ipv4" ? 32 : 128;
    const isRange = bits === null || (/^\d{1,3}$/.test(length ?? "") && bits <= most);
    if (!family || !isRange || rest.length > 0)
      throw new Error(`SLUICE_TRUSTED_PROXIES: "${entry}" is no address and no range. Write them as 10.0.0.7, 10.0.0.0/8 or fd00::/8.`);
    if (bits === null) trusted.addAddress(address, family);
    else trusted.addSubnet(address, bits, family);
  }
  return trusted;
}

export interface Hops {
  /** Who holds the other end of the connection. */
  readonly peer: string;
  /** `X-Forwarded-For`: each proxy adds at the right whom it was called by. */
  readonly forwardedFor: string | undefined;
}

/** Where a call comes from: the first address, from the right, that no trusted proxy vouches for being a proxy. */
export function callerAddress({ peer, forwardedFor }: Hops, trusted: BlockList): string {
  const hops = (forwardedFor ?? "")
    .split(",")
    .map((hop) => plainAddress(hop.trim()))
    .filter((hop) => hop !== "");
  let caller = plainAddress(peer);
  while (isTrusted(caller, trusted)) {
    const next = hops.pop();
    if (next === undefined || !familyOf(next)) break;
    caller = next;
  }
  return caller;
}

function isTrusted(address: string, trusted: BlockList): boolean {
  const family = familyOf(address);
  return family !== null && trusted.check(address, family);
}

function familyOf(address: string): "ipv4" | "ipv6" | null {
  const version = isIP(address);
  return version === 0 ? null : version === 4 ? "ipv4" : "ipv6";
}

/** `::ffff:10.0.0.7`, as a socket that takes both families calls it, is 10.0.0.7. */
function plainAddress(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, "");
}
