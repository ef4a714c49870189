import { generateKeyPairSync } from "node:crypto";
import type { Canaries } from "./canaries.ts";
import type { TalkativeProvider } from "./talkative-provider.ts";

export interface Planting {
  readonly canaries: Canaries;
  readonly provider: Pick<TalkativeProvider, "url">;
}

export function endpoint(name: string, configuration: Record<string, unknown>) {
  return { name, configuration: { models: [{ name: `m-${name}` }], ...configuration } };
}

/** Each provider with each field that it has a secret in, and each way in which a provider can fail. */
export function everyProvider({ canaries, provider }: Planting): ReturnType<typeof endpoint>[] {
  const secret = (name: string) => canaries.plant(name);
  const { privateKey } = generateKeyPairSync("rsa", {
    modulusLength: 2048,
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
    publicKeyEncoding: { type: "spki", format: "pem" },
  });
  const account = {
    type: "service_account",
    project_id: "p",
    private_key_id: secret("vertex json"),
    private_key: privateKey,
    client_email: "a@p.iam.gserviceaccount.com",
    token_uri: `${provider.url}/refuse`,
  };
  const at = (path: string) => ({ target: `${provider.url}${path}` });
  const bearer = (name: string) => ({ authentication: { type: "BEARER", bearer: secret(name) } });
  const value = (name: string) => ({ authentication: { type: "API_KEY", value: secret(name) } });
  const aws = {
    type: "AWS",
    region: "eu-central-1",
    accessKeyId: secret("aws access key id"),
    secretAccessKey: secret("aws secret"),
    sessionToken: secret("aws session token"),
  };
  return [
    endpoint("openai", { provider: "OPEN_AI", ...at("/refuse/v1"), ...bearer("openai bearer") }),
    endpoint("compatible", { provider: "OPEN_AI_COMPATIBLE", ...at("/refuse/v1"), ...value("compatible value") }),
    endpoint("gemini", { provider: "GEMINI", ...at("/refuse"), ...value("gemini value") }),
    endpoint("anthropic", { provider: "ANTHROPIC", ...at("/refuse"), ...value("anthropic value") }),
    endpoint("azure", { provider: "AZURE_OPEN_AI", ...at("/refuse"), ...value("azure value") }),
    endpoint("bedrock", { provider: "BEDROCK", ...at("/refuse"), authentication: aws }),
    endpoint("bedrock-bearer", { provider: "BEDROCK", ...at("/refuse"), ...bearer("bedrock bearer") }),
    endpoint("vertex", {
      provider: "VERTEX_AI",
      ...at("/refuse"),
      projectId: "p",
      location: "global",
      authentication: { type: "SERVICE_ACCOUNT", json: JSON.stringify(account) },
    }),
    endpoint("garbling", { provider: "OPEN_AI", ...at("/garble/v1"), ...bearer("garbled bearer") }),
    endpoint("garbling-gemini", { provider: "GEMINI", ...at("/garble"), ...value("garbled value") }),
    endpoint("hanging", { provider: "OPEN_AI", ...at("/hang/v1"), ...bearer("hanging bearer") }),
    endpoint("nowhere", { provider: "OPEN_AI", target: "http://127.0.0.1:1/v1", ...bearer("nowhere bearer") }),
    endpoint("working", { provider: "OPEN_AI", ...at("/v1"), ...bearer("working bearer") }),
  ];
}

/** An API with secrets in every other place where one may stand. */
export function canaryDefinition({ canaries, provider }: Planting, path: string, endpoints: readonly unknown[]) {
  const shared = { http: { firstByteTimeout: 300 }, headers: [{ name: "X-Auth-Token", value: canaries.plant(`header of ${path}`) }] };
  const jwt = { signature: "HMAC_HS256", publicKeyResolver: "GIVEN_KEY", resolverParameter: canaries.plant(`hmac of ${path}`) };
  const oauth2 = { introspectionEndpoint: `${provider.url}/refuse`, clientId: "sluice", clientSecret: canaries.plant(`oauth2 of ${path}`) };
  const plan = (name: string, security: object, status = "PUBLISHED") => ({ name, security, status, validation: "AUTO" });
  return {
    name: `Canary ${path}`,
    apiVersion: "1",
    listeners: [{ type: "HTTP", paths: [{ path }], entrypoints: [{ type: "llm-proxy" }] }],
    endpointGroups: [{ name: "providers", sharedConfiguration: shared, endpoints }],
    failover: { enabled: false },
    plans: [
      plan("Open", { type: "KEY_LESS" }),
      plan("Key", { type: "API_KEY" }),
      plan("Jwt", { type: "JWT", configuration: jwt }),
      plan("OAuth", { type: "OAUTH2", configuration: oauth2 }),
    ],
  };
}
