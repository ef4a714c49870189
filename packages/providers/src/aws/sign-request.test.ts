import { createHash, createHmac } from "node:crypto";
import { expect, test } from "vitest";
import type { UpstreamRequest } from "../chat-adapter.ts";
import { type SigningOptions, signRequest } from "./sign-request.ts";

const NOW_MS = Date.UTC(2015, 7, 30, 12, 36, 0);
/** The made-up keys of AWS's own published examples. */
const CREDENTIALS = { region: "us-east-1", accessKeyId: "AKIDEXAMPLE", secretAccessKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY" };
const REQUEST: UpstreamRequest = {
  method: "POST",
  path: "/model/anthropic.claude-3-haiku-20240307-v1%3A0/converse",
  headers: ["content-type", "application/json"],
  body: '{"messages":[{"role":"user","content":[{"text":"Grüße 👋"}]}]}',
  dropped: [],
  lost: [],
};
const OPTIONS: SigningOptions = {
  address: { origin: "https://bedrock-runtime.us-east-1.amazonaws.com", basePath: "" },
  request: REQUEST,
  credentials: CREDENTIALS,
  nowMs: NOW_MS,
};

const sha = (data: string) => createHash("sha256").update(data).digest("hex");
const mac = (key: string | Buffer, data: string) => createHmac("sha256", key).update(data).digest();

/** The signature by AWS's description (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html). */
function expectedSignature(signed: Record<string, string>, canonicalPath: string, canonicalQuery = ""): string {
  const names = Object.keys(signed).sort();
  const canonical = [
    "POST",
    canonicalPath,
    canonicalQuery,
    ...names.map((name) => `${name}:${signed[name]}`),
    "",
    names.join(";"),
    sha(REQUEST.body),
  ];
  const toSign = ["AWS4-HMAC-SHA256", "20150830T123600Z", "20150830/us-east-1/bedrock/aws4_request", sha(canonical.join("\n"))].join("\n");
  const key = ["us-east-1", "bedrock", "aws4_request"].reduce(mac, mac(`AWS4${CREDENTIALS.secretAccessKey}`, "20150830"));
  return createHmac("sha256", key).update(toSign).digest("hex");
}

async function headersOf(options: SigningOptions): Promise<Record<string, string>> {
  const { headers } = await signRequest(options);
  return Object.fromEntries(headers.flatMap((name, at) => (at % 2 === 0 ? [[name, headers[at + 1] ?? ""]] : [])));
}

const SIGNED = {
  "content-type": "application/json",
  host: "bedrock-runtime.us-east-1.amazonaws.com",
  "x-amz-content-sha256": sha(REQUEST.body),
  "x-amz-date": "20150830T123600Z",
};

test("host, path, type and body are signed, the path encoded once more than it is sent", async () => {
  const signature = expectedSignature(SIGNED, "/model/anthropic.claude-3-haiku-20240307-v1%253A0/converse");
  expect(await headersOf(OPTIONS)).toEqual({
    "content-type": "application/json",
    "x-amz-content-sha256": SIGNED["x-amz-content-sha256"],
    "x-amz-date": "20150830T123600Z",
    authorization: `AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/bedrock/aws4_request, SignedHeaders=content-type;host;x-amz-content-sha256;x-amz-date, Signature=${signature}`,
  });
});

test("the token of temporary credentials is sent and signed; an empty one is neither", async () => {
  const headers = await headersOf({ ...OPTIONS, credentials: { ...CREDENTIALS, sessionToken: "token==" } });
  const signature = expectedSignature(
    { ...SIGNED, "x-amz-security-token": "token==" },
    "/model/anthropic.claude-3-haiku-20240307-v1%253A0/converse",
  );
  expect(headers["x-amz-security-token"]).toBe("token==");
  expect(headers["authorization"]).toContain(`Signature=${signature}`);
  expect(await headersOf({ ...OPTIONS, credentials: { ...CREDENTIALS, sessionToken: "" } })).toEqual(await headersOf(OPTIONS));
});

test("an ARN in the path, a base path, a port and a query are signed as they are sent", async () => {
  const path = "/model/arn%3Aaws%3Abedrock%3Aus-east-1%3A123456789012%3Ainference-profile%2Fus.x%28y%29/converse";
  const headers = await headersOf({
    ...OPTIONS,
    address: { origin: "http://127.0.0.1:8090", basePath: "/aws" },
    request: { ...REQUEST, path: `${path}?b=2&a=1%2F1` },
  });
  const signature = expectedSignature({ ...SIGNED, host: "127.0.0.1:8090" }, `/aws${path.replaceAll("%", "%25")}`, "a=1%2F1&b=2");
  expect(headers["authorization"]).toContain(`Signature=${signature}`);
});

test("the request itself stays as it was", async () => {
  const { headers: _, ...signed } = await signRequest(OPTIONS);
  const { headers: __, ...given } = REQUEST;
  expect(signed).toEqual(given);
});

test("another body, path, moment or key gives another signature", async () => {
  const { authorization } = await headersOf(OPTIONS);
  for (const change of [
    { request: { ...REQUEST, body: `${REQUEST.body} ` } },
    { request: { ...REQUEST, path: `${REQUEST.path}-stream` } },
    { nowMs: NOW_MS + 1_000 },
    { credentials: { ...CREDENTIALS, secretAccessKey: "other" } },
  ])
    expect((await headersOf({ ...OPTIONS, ...change }))["authorization"]).not.toBe(authorization);
});
