import type { AwsCredentials } from "@sluice/providers/aws/sign-request";
import { Denial } from "@sluice/wire/denial";

type Search = () => Promise<Pick<AwsCredentials, "accessKeyId" | "secretAccessKey" | "sessionToken">>;

/**
 * The AWS credentials of the machine that the gateway runs on, as AWS's tools find them: environment, shared profile, web identity,
 * container, instance. The search is loaded when an endpoint first needs it, for most gateways never do; it keeps what it finds, and
 * looks again shortly before that ends.
 */
export class MachineCredentials {
  #search: Promise<Search> | null = null;

  async get(region: string): Promise<AwsCredentials | Denial> {
    try {
      this.#search ??= import("@aws-sdk/credential-provider-node").then(({ defaultProvider }) => defaultProvider());
      const find = await this.#search;
      const { accessKeyId, secretAccessKey, sessionToken } = await find();
      return { region, accessKeyId, secretAccessKey, sessionToken };
    } catch (error) {
      const message =
        "The endpoint has no AWS credentials, and none were found on the gateway's machine: neither in its environment, a profile, nor its container or instance.";
      return new Denial("upstream_auth_failed", message, { detail: String(error) });
    }
  }
}
