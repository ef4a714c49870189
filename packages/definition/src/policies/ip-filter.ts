import { z } from "zod";
import { dryRunField } from "./limit-fields.ts";
import type { PolicyKind } from "./policy-kind.ts";

const MOST_ADDRESSES = 1_000;
/** IPv4 or IPv6, alone or with a prefix length. What it means is checked when it is compiled. */
const address = z
  .string()
  .trim()
  .regex(/^[0-9a-fA-F.:]{2,45}(?:\/\d{1,3})?$/, "An address or a range, such as 10.0.0.0/8 or 2001:db8::/32.");

export const ipFilterSchema = z.strictObject({
  matchAllFromXForwardedFor: z
    .boolean()
    .default(false)
    .meta({ description: "Look at every address of X-Forwarded-For, not only the caller's" }),
  whitelistIps: z.array(address).max(MOST_ADDRESSES).default([]).meta({ description: "When not empty, only these may call" }),
  blacklistIps: z.array(address).max(MOST_ADDRESSES).default([]).meta({ description: "These may not" }),
  dryRun: dryRunField,
});

export const ipFilter = {
  id: "ip-filtering",
  title: "IP filter",
  description: "Lets callers in, or keeps them out, by their address.",
  phases: ["request"],
  configuration: ipFilterSchema,
} as const satisfies PolicyKind;

export type IpFilter = z.output<typeof ipFilterSchema>;
