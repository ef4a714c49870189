import type { AwsCredentials } from "@sluice/providers/aws/sign-request";
import { Denial } from "@sluice/wire/denial";

type Found = Pick<AwsCredentials, "accessKeyId" | "secretAccessKey" | "sessionToken">;

/** AWS's own search; it keeps what it finds, and looks again shortly before that ends. */
let chain: Promise<() => Promise<Found>> | null = null;

/**
 * The AWS credentials of the machine that the gateway runs on, as AWS's tools find them: environment, shared profile, web identity,
 * container, instance. The search is loaded when an endpoint first needs it: most gateways never do.
 */
export async function machineCredentials(region: string): Promise<AwsCredentials | Denial> {
  try {
    chain ??= import("@aws-sdk/credential-provider-node").then(({ defaultProvider }) => defaultProvider());
    const find = await chain;
    const { accessKeyId, secretAccessKey, sessionToken } = await find();
    return { region, accessKeyId, secretAccessKey, sessionToken };
  } catch (error) {
    return new Denial(
      "upstream_auth_failed",
      "The endpoint has no AWS credentials, and none were found on the gateway's machine: neither in its environment, a profile, nor its container or instance.",
      { detail: String(error) },
    );
  }
}
