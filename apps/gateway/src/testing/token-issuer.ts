import type { KeyObject } from "node:crypto";
import { generateKeyPairSync } from "node:crypto";
import { type FakeUpstream, startFakeUpstream } from "@sluice/testkit/fake-upstream";
import { exportJWK, type JWK, type JWTPayload, SignJWT } from "jose";

export const ISSUER = "https://issuer.test";
export const AUDIENCE = "llm-gateway";

export interface KeyPair {
  readonly kid: string;
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
  readonly pem: string;
}

export function rsaPair(kid: string): KeyPair {
  const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  return { kid, publicKey, privateKey, pem: publicKey.export({ type: "spki", format: "pem" }).toString() };
}

interface TokenSketch {
  readonly claims?: JWTPayload;
  readonly header?: Readonly<Record<string, unknown>>;
  readonly expiresIn?: string | number;
}

/** A good token of the client `client-1`, but for what is given. */
export function token({ kid, privateKey }: KeyPair, { claims = {}, header = {}, expiresIn = "5m" }: TokenSketch = {}): Promise<string> {
  return new SignJWT({ iss: ISSUER, aud: AUDIENCE, sub: "user-1", client_id: "client-1", ...claims })
    .setProtectedHeader({ alg: "RS256", kid, ...header })
    .setExpirationTime(expiresIn)
    .sign(privateKey);
}

export interface Issuer {
  readonly url: string;
  readonly server: FakeUpstream;
  /** What it publishes from now on; null answers with an error. */
  publish(...pairs: readonly KeyPair[]): Promise<void>;
  fail(): void;
  close(): Promise<void>;
}

/** Serves a key set. */
export async function startIssuer(): Promise<Issuer> {
  let keys: readonly JWK[] | null = [];
  const server = await startFakeUpstream((res) => {
    res.writeHead(keys === null ? 500 : 200, { "content-type": "application/json" });
    res.end(JSON.stringify({ keys: keys ?? [] }));
  });
  return {
    url: `${server.origin}/jwks`,
    server,
    async publish(...pairs) {
      keys = await Promise.all(
        pairs.map(async ({ kid, publicKey }) => ({ ...(await exportJWK(publicKey)), kid, use: "sig", alg: "RS256" })),
      );
    },
    fail() {
      keys = null;
    },
    close: () => server.close(),
  };
}
