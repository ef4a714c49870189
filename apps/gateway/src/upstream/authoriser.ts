import { type AwsCredentials, signRequest } from "@sluice/providers/aws/sign-request";
import type { UpstreamRequest } from "@sluice/providers/chat-adapter";
import { Denial } from "@sluice/wire/denial";
import type { Target } from "../runtime/compiled-api.ts";
import { GoogleTokens } from "./google-tokens.ts";
import { MachineCredentials } from "./machine-credentials.ts";
import type { Pools } from "./pools.ts";

/** Makes translated requests such that the provider knows whose they are. */
export class Authoriser {
  readonly #google: GoogleTokens;
  readonly #machine = new MachineCredentials();

  constructor(pools: Pools) {
    this.#google = new GoogleTokens(pools);
  }

  /** The request as it has to be sent, or why there is nothing to authorise it with. */
  async authorise(target: Target, request: UpstreamRequest): Promise<UpstreamRequest | Denial> {
    const { authorisation } = target;
    if (authorisation === null) return request;
    if (authorisation.type === "AWS")
      return signed(target, request, authorisation.credentials ?? (await this.#machine.get(authorisation.region)));
    const token = await this.#google.get(authorisation.account);
    return token instanceof Denial ? token : { ...request, headers: [...request.headers, "authorization", `Bearer ${token}`] };
  }

  /** The provider refused an authorised request. True when one authorised anew may be taken. */
  refused({ authorisation }: Target, { headers }: UpstreamRequest): boolean {
    if (authorisation?.type !== "GOOGLE") return false;
    const token = headers[headers.lastIndexOf("authorization") + 1] ?? "";
    this.#google.refused(authorisation.account, token.replace(/^Bearer /, ""));
    return true;
  }
}

async function signed(target: Target, request: UpstreamRequest, credentials: AwsCredentials | Denial): Promise<UpstreamRequest | Denial> {
  return credentials instanceof Denial ? credentials : signRequest({ address: target, request, credentials, nowMs: Date.now() });
}
