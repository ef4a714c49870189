import { targetProblem } from "@sluice/definition/endpoint";
import type { ProviderAddress, ProviderConfiguration, ProviderProblem } from "../adapter.ts";

/** AWS's partitions with a domain of their own, by the beginning of their regions' names. */
const DOMAINS: readonly (readonly [RegExp, string])[] = [
  [/^cn-/, "amazonaws.com.cn"],
  [/^eusc-/, "amazonaws.eu"],
];
const USUAL_DOMAIN = "amazonaws.com";
const REGION = /^[a-z]{2,}(?:-[a-z0-9]+)+$/;

/**
 * Where calls to Bedrock go. A bearer key stands in a header; for AWS credentials each request is signed (aws/sign-request.ts).
 * Paths begin with `/model`, so an address that ends in it loses it.
 */
export function resolveBedrockTarget({ target: given, authentication }: ProviderConfiguration): ProviderAddress | ProviderProblem {
  if (authentication.type !== "AWS" && authentication.type !== "BEARER")
    return { field: "authentication.type", problem: `Bedrock takes AWS credentials or a bearer key, not ${authentication.type}.` };
  const { region } = authentication;
  if (region && !REGION.test(region))
    return { field: "authentication.region", problem: `'${region}' is not the name of an AWS region, such as us-east-1.` };
  if (!given && !region) return { field: "authentication.region", problem: "The region is required." };
  const target = given || `https://bedrock-runtime.${region}.${domainOf(region ?? "")}`;
  const problem = targetProblem(target);
  if (problem) return { field: "target", problem };
  const url = new URL(target);
  const hasKey = authentication.type === "BEARER" && authentication.bearer !== "";
  return {
    origin: url.origin,
    basePath: url.pathname.replace(/\/+$/, "").replace(/\/model$/, ""),
    headers: hasKey ? ["authorization", `Bearer ${authentication.bearer}`] : [],
  };
}

function domainOf(region: string): string {
  return DOMAINS.find(([begins]) => begins.test(region))?.[1] ?? USUAL_DOMAIN;
}
