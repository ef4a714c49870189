import { BlockList, isIP } from "node:net";
import type { IpFilter } from "@sluice/definition/policies/ip-filter";
import { Denial } from "@sluice/wire/denial";
import type { PolicyBuild } from "../create-policy.ts";
import type { Policy } from "../policy.ts";
import { PolicyProblem } from "../policy-problem.ts";

const NOT_FROM_HERE = new Denial("forbidden", "This API may not be called from your address.");

/** Lets in who is on the list of those that may, and not on the list of those that may not. An address that is not known is on neither. */
export function createIpFilter(
  { matchAllFromXForwardedFor, whitelistIps, blacklistIps, dryRun }: IpFilter,
  { identity }: PolicyBuild,
): Policy | PolicyProblem {
  const allowed = compileList(whitelistIps, "whitelistIps");
  if (allowed instanceof PolicyProblem) return allowed;
  const denied = compileList(blacklistIps, "blacklistIps");
  if (denied instanceof PolicyProblem) return denied;
  return {
    onRequest(context) {
      const { caller, forwarded } = context.addresses;
      const addresses = [...(caller === null ? [] : [caller]), ...(matchAllFromXForwardedFor ? forwarded : [])];
      const welcome = whitelistIps.length === 0 || addresses.some((address) => includes(allowed, address));
      if (welcome && !addresses.some((address) => includes(denied, address))) return null;
      context.decide({ policy: "ip-filtering", step: identity.step, action: dryRun ? "would_block" : "blocked", detail: "by address" });
      return dryRun ? null : NOT_FROM_HERE;
    },
  };
}

function compileList(entries: readonly string[], field: string): BlockList | PolicyProblem {
  const list = new BlockList();
  for (const [at, entry] of entries.entries()) {
    const [address = "", prefix] = entry.split("/");
    const family = isIP(address) === 6 ? "ipv6" : "ipv4";
    const longest = family === "ipv6" ? 128 : 32;
    if (isIP(address) === 0 || Number(prefix ?? 0) > longest)
      return new PolicyProblem(`${entry} is no address and no range of addresses.`, `${field}.${at}`);
    if (prefix === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(prefix), family);
  }
  return list;
}

/** An IPv4 address may come as IPv6 (`::ffff:10.0.0.1`), and is the same caller. */
function includes(list: BlockList, address: string): boolean {
  const plain = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1] ?? address;
  const family = isIP(plain);
  return family !== 0 && list.check(plain, family === 6 ? "ipv6" : "ipv4");
}
