import { BlockList, isIP } from "node:net";

/**
 * Where a server hands its own credentials to whoever asks from inside the machine, and where nothing of a person's choosing lives: link-local,
 * clouds' metadata services, "this host", multicast. Private ranges are not here: self-hosters' issuers live there.
 */
const NEVER = rangesOf([
  "0.0.0.0/8",
  "169.254.0.0/16",
  // Alibaba, Azure and Oracle keep theirs outside of link-local.
  "100.100.100.200/32",
  "168.63.129.16/32",
  "192.0.0.192/32",
  "224.0.0.0/4",
  "240.0.0.0/4",
  "::/128",
  "fe80::/10",
  "fd00:ec2::254/128",
  "ff00::/8",
  // 169.254.0.0/16 behind NAT64.
  "64:ff9b::a9fe:0/112",
]);
const PRIVATE = rangesOf(["127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "::1/128", "fc00::/7"]);

export interface AddressRules {
  /** An operator's word: link-local and its like may be called. */
  readonly linkLocalAllowed: boolean;
  /** Nothing keeps others from reading along: only inside one's own network. */
  readonly plainHttp: boolean;
}

/** Why this server may not call an address that a person chose; null when it may. */
export function refuseAddress(address: string, { linkLocalAllowed, plainHttp }: AddressRules): string | null {
  if (!linkLocalAllowed && holds(NEVER, address)) return "This address is not for people to choose: machines keep their credentials there.";
  if (plainHttp && !holds(PRIVATE, address)) return "http:// is for addresses inside your own network. Use https://.";
  return null;
}

function holds(list: BlockList, address: string): boolean {
  const version = isIP(address);
  return version === 0 || list.check(address, version === 4 ? "ipv4" : "ipv6");
}

function rangesOf(ranges: readonly string[]): BlockList {
  const list = new BlockList();
  for (const range of ranges) {
    const [network = "", length] = range.split("/");
    list.addSubnet(network, Number(length), isIP(network) === 4 ? "ipv4" : "ipv6");
  }
  return list;
}
