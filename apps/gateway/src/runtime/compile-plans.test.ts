import { generateKeyPairSync, type KeyObject } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { certificate } from "../testing/certificates.ts";
import { arriving } from "../testing/gatekeeping.ts";
import { plansOf, tryPlans } from "../testing/plans.ts";
import { CompileProblem } from "./compile-problem.ts";

const pem = (key: KeyObject): string => key.export({ type: key.type === "private" ? "pkcs8" : "spki", format: "pem" }).toString();
const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 });
const shortRsa = generateKeyPairSync("rsa", { modulusLength: 1024 });
const p256 = generateKeyPairSync("ec", { namedCurve: "P-256" });
let certified = "";
beforeAll(async () => {
  certified = (await certificate("issuer.test")).cert;
});

const jwt = (configuration: object) => ({
  id: "plan-jwt",
  security: { type: "JWT" as const, configuration: { publicKeyResolver: "GIVEN_KEY", ...configuration } },
});

describe("a given key", () => {
  test.each([
    ["RSA_RS256", () => pem(rsa.publicKey), "RS256"],
    ["RSA_RS512", () => pem(rsa.publicKey), "RS512"],
    ["ECDSA_ES256", () => pem(p256.publicKey), "ES256"],
    ["ECDSA_ES256", () => certified, "ES256"],
    ["HMAC_HS256", () => "x".repeat(32), "HS256"],
    ["HMAC_HS512", () => "x".repeat(64), "HS512"],
  ])("that fits %s is imported", (signature, key, algorithm) => {
    const resolverParameter = key();
    const [plan] = plansOf(jwt({ signature, resolverParameter }));
    expect(plan).toMatchObject({ security: "JWT", algorithm, key: { type: "GIVEN" } });
  });

  const refused: readonly (readonly [string, string, () => string, RegExp])[] = [
    ["is no PEM", "RSA_RS256", () => "no key at all", /neither a public key nor a certificate/],
    ["is cut off", "RSA_RS256", () => pem(rsa.publicKey).slice(0, 120), /neither a public key nor a certificate/],
    ["is private", "RSA_RS256", () => pem(rsa.privateKey), /private key/],
    ["is short", "RSA_RS256", () => pem(shortRsa.publicKey), /1024 bits/],
    ["is of another kind", "RSA_RS256", () => pem(p256.publicKey), /no RSA key/],
    ["is RSA for an ellipse", "ECDSA_ES256", () => pem(rsa.publicKey), /prime256v1/],
    ["is on another curve", "ECDSA_ES384", () => pem(p256.publicKey), /secp384r1/],
    ["is a short secret", "HMAC_HS256", () => "canary-short-secret", /19 bytes/],
    ["is a secret too short for its hash", "HMAC_HS512", () => "x".repeat(63), /63 bytes/],
  ];
  test.each(refused)("that %s refuses the deployment, naming the field and not the key", (...[, signature, key, words]) => {
    const resolverParameter = key();
    const problem = tryPlans(jwt({ signature, resolverParameter }));
    if (!(problem instanceof CompileProblem)) throw new Error("It compiled.");
    expect(problem.field).toBe("plans.0.security.configuration.resolverParameter");
    expect(problem.reason).toMatch(words);
    expect(problem.reason).not.toContain("canary");
  });
});

describe("a plan's selection rule", () => {
  const keyed = (selectionRule: string) => ({ id: "plan-key", security: { type: "API_KEY" as const }, selectionRule });
  const holds = (rule: string, headers: Record<string, string> = {}, url?: string) => {
    const [plan] = plansOf(keyed(rule));
    return plan?.rule?.(arriving(headers, url));
  };

  test("reads what is known of a call that has just arrived", () => {
    expect(holds("{#request.headers['x-tier'][0] == 'gold'}", { "x-tier": "gold" })).toBe(true);
    expect(holds("{#request.headers['x-tier'][0] == 'gold'}")).toBe(false);
    expect(holds("{#request.method == 'POST' && #request.pathInfo == '/embeddings'}", {}, "/test/embeddings?a=b")).toBe(true);
    expect(holds("{#request.contextPath == '/test' && #request.path == '/test/embeddings'}", {}, "/test/embeddings")).toBe(true);
    expect(holds("{#request.params['tier'][0] == 'gold'}", {}, "/test/models?tier=gold")).toBe(true);
    expect(holds("{#plan.id == 'plan-key' && #api.name == 'Test'}")).toBe(true);
  });

  test.each([
    ["{#request.headers['x'", /character/],
    ["{#request.content == 'x'}", /cannot read the body/],
    ["{#subscription.id == 'x'}", /subscription/],
    ["{#response.status == 200}", /response/],
  ])("%s refuses the deployment", (rule, words) => {
    const problem = tryPlans({ id: "plan-free", security: { type: "KEY_LESS" } }, keyed(rule));
    if (!(problem instanceof CompileProblem)) throw new Error("It compiled.");
    expect(problem.field).toBe("plans.1.selectionRule");
    expect(problem.reason).toMatch(words);
  });
});

test("a key may not travel in a header that providers are sent", () => {
  for (const apiKeyHeader of ["User-Agent", "openai-organization", "Content-Type", "Sec-WebSocket-Protocol", "traceparent"])
    expect(() => tryPlans({ id: "plan-key", security: { type: "API_KEY", configuration: { apiKeyHeader } } })).toThrow(
      /passed on to providers/,
    );
});
