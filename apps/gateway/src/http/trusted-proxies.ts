import { BlockList, isIP } from "node:net";

/** Addresses and networks, separated by commas (`10.0.0.0/8, ::1`); in words what is wrong with the first that is none. */
export function parseTrustedProxies(list: string): BlockList | { readonly problem: string } {
  const proxies = new BlockList();
  for (const entry of list.split(",").map((part) => part.trim())) {
    if (entry === "") continue;
    const [address = "", prefix, ...rest] = entry.split("/");
    const family = isIP(address) === 6 ? "ipv6" : "ipv4";
    const longest = family === "ipv6" ? 128 : 32;
    const isPrefix = prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= longest);
    if (isIP(address) === 0 || !isPrefix || rest.length > 0)
      return { problem: `"${entry}" is neither an address nor a network such as 10.0.0.0/8.` };
    proxies.addSubnet(address, prefix === undefined ? longest : Number(prefix), family);
  }
  return proxies;
}
