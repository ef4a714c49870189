import { createHash, createHmac, type Hash, type Hmac } from "node:crypto";
import { SignatureV4 } from "@smithy/signature-v4";
import type { ProviderAddress } from "../adapter.ts";
import type { UpstreamRequest } from "../chat-adapter.ts";

export interface AwsCredentials {
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Of temporary credentials. */
  readonly sessionToken?: string | undefined;
}

export interface SigningOptions {
  readonly address: Pick<ProviderAddress, "origin" | "basePath">;
  readonly request: UpstreamRequest;
  readonly credentials: AwsCredentials;
  /** Milliseconds since 1970. AWS takes a signature for five minutes. */
  readonly nowMs: number;
}

/** What Bedrock's signatures name as their service, whatever the host is called. */
const SERVICE = "bedrock";

/**
 * The request with AWS's signature (version 4) over its host, path, content type and body. It has to be sent as it is: another
 * host, path or body does not verify. Signing keys are kept by the signer for the day that they are good for.
 */
export async function signRequest({ address, request, credentials, nowMs }: SigningOptions): Promise<UpstreamRequest> {
  const url = new URL(address.origin);
  const [path = "", query = ""] = request.path.split("?", 2);
  const signer = new SignatureV4({ service: SERVICE, region: credentials.region, sha256: Sha256, credentials: bare(credentials) });
  const unsigned = pairsOf(request.headers);
  const { headers } = await signer.sign(
    {
      method: request.method,
      protocol: url.protocol,
      hostname: url.hostname,
      path: address.basePath + path,
      query: Object.fromEntries(new URLSearchParams(query)),
      headers: { ...Object.fromEntries(unsigned), host: url.host },
      body: request.body,
    },
    { signingDate: new Date(nowMs) },
  );
  const own = new Set(unsigned.map(([name]) => name));
  const added = Object.entries(headers).filter(([name]) => name !== "host" && !own.has(name));
  return { ...request, headers: [...request.headers, ...added.flat()] };
}

/** An empty session token would be signed, and refused. */
function bare({ accessKeyId, secretAccessKey, sessionToken }: AwsCredentials) {
  return { accessKeyId, secretAccessKey, ...(sessionToken && { sessionToken }) };
}

function pairsOf(headers: readonly string[]): [string, string][] {
  const pairs: [string, string][] = [];
  for (let at = 0; at + 1 < headers.length; at += 2) pairs.push([headers[at] ?? "", headers[at + 1] ?? ""]);
  return pairs;
}

/** Node's own hash in the form that the signer asks for: with a secret it is an HMAC. */
class Sha256 {
  readonly #hash: Hash | Hmac;

  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    this.#hash = secret === undefined ? createHash("sha256") : createHmac("sha256", bytesOf(secret));
  }

  update(data: string | ArrayBuffer | ArrayBufferView): void {
    this.#hash.update(bytesOf(data));
  }

  async digest(): Promise<Uint8Array> {
    return this.#hash.digest();
  }

  reset(): void {
    throw new Error("A hash of one signature is used once.");
  }
}

function bytesOf(data: string | ArrayBuffer | ArrayBufferView): string | Uint8Array {
  if (typeof data === "string") return data;
  return ArrayBuffer.isView(data) ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength) : new Uint8Array(data);
}
