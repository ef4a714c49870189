import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import { forbidden, type Refusal } from "./refusal.ts";

/** Credentials that the simulator takes. They open nothing, and stand in the README. */
export const TEST_ACCESS_KEY_ID = "AKIASIMULATOR0000001";
export const TEST_SECRET_ACCESS_KEY = "simulator/opens+nothing/and/is/no/secret0";
/** Temporary credentials have the same secret, and a token. */
export const TEST_TEMPORARY_KEY_ID = "ASIASIMULATOR0000001";
export const TEST_SESSION_TOKEN = "simulator-session-token";

const SERVICE = "bedrock";
/** AWS takes a signature for five minutes. */
const MAX_SKEW_MS = 300_000;
const AUTHORIZATION =
  /^AWS4-HMAC-SHA256 Credential=([^/,]+)\/(\d{8})\/([^/,]+)\/([^/,]+)\/aws4_request,\s*SignedHeaders=([^,]+),\s*Signature=([0-9a-f]{64})$/;
const DATE = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/;

export interface SignedRequest {
  readonly method: string;
  /** As it arrived: path and query, still encoded. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** Why AWS would not take this signature; null when it verifies (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html). */
export function verifySignature(request: SignedRequest, nowMs: number): Refusal | null {
  const { headers } = request;
  const found = AUTHORIZATION.exec(headers.authorization ?? "");
  if (!found) return forbidden("IncompleteSignatureException", "Authorization header is not a complete signature of AWS4-HMAC-SHA256.");
  const [, keyId = "", day = "", region = "", service = "", signedNames = "", signature = ""] = found;
  const names = signedNames.split(";");
  const date = textOf(headers["x-amz-date"]);
  const problem = checkKey(keyId, headers) ?? checkDate(date, day, nowMs) ?? checkScope(service, names, headers);
  if (problem) return problem;
  const canonical = canonicalRequest(request, names, createHash("sha256").update(request.body).digest("hex"));
  const scope = `${day}/${region}/${service}/aws4_request`;
  const toSign = ["AWS4-HMAC-SHA256", date, scope, createHash("sha256").update(canonical).digest("hex")].join("\n");
  const signingKey = [day, region, service, "aws4_request"].reduce<Buffer>(
    (key, part) => createHmac("sha256", key).update(part).digest(),
    Buffer.from(`AWS4${TEST_SECRET_ACCESS_KEY}`),
  );
  const expected = createHmac("sha256", signingKey).update(toSign).digest();
  return timingSafeEqual(expected, Buffer.from(signature, "hex")) ? null : MISMATCH;
}

const MISMATCH: Refusal = forbidden(
  "InvalidSignatureException",
  "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.",
);
const INVALID_TOKEN: Refusal = forbidden("UnrecognizedClientException", "The security token included in the request is invalid.");

function checkKey(keyId: string, headers: IncomingHttpHeaders): Refusal | null {
  const token = headers["x-amz-security-token"];
  if (keyId === TEST_ACCESS_KEY_ID) return token === undefined ? null : INVALID_TOKEN;
  return keyId === TEST_TEMPORARY_KEY_ID && token === TEST_SESSION_TOKEN ? null : INVALID_TOKEN;
}

function checkDate(date: string, day: string, nowMs: number): Refusal | null {
  const [, year, month, dayOfMonth, hour, minute, second] = (DATE.exec(date) ?? []).map(Number);
  if (year === undefined || !date.startsWith(day))
    return forbidden("IncompleteSignatureException", "Date must be in ISO-8601 'basic format', and that of the credential.");
  const signedMs = Date.UTC(year, (month ?? 1) - 1, dayOfMonth, hour, minute, second);
  if (Math.abs(nowMs - signedMs) <= MAX_SKEW_MS) return null;
  const [verb, side] = signedMs < nowMs ? ["expired", "earlier"] : ["not yet current", "later"];
  return forbidden(
    "InvalidSignatureException",
    `Signature ${verb}: ${date} is now ${side} than the five minutes around ${new Date(nowMs).toISOString()}.`,
  );
}

function checkScope(service: string, names: readonly string[], headers: IncomingHttpHeaders): Refusal | null {
  if (service !== SERVICE) return forbidden("InvalidSignatureException", `Credential should be scoped to correct service: '${SERVICE}'.`);
  const required = ["host", "x-amz-date", ...Object.keys(headers).filter((name) => name.startsWith("x-amz-"))];
  const missing = required.find((name) => !names.includes(name));
  return missing === undefined
    ? null
    : forbidden("InvalidSignatureException", `The header '${missing}' must be a 'SignedHeader' in the AWS Authorization.`);
}

function canonicalRequest({ method, url, headers }: SignedRequest, names: readonly string[], payloadHash: string): string {
  const [path = "/", query = ""] = url.split("?", 2);
  // Every service but S3 signs the path as it is sent, encoded once more.
  const canonicalPath = path.split("/").map(encode).join("/");
  const pairs = [...new URLSearchParams(query)].map(([name, value]) => `${encode(name)}=${encode(value)}`).sort();
  const lines = names.map((name) => `${name}:${textOf(headers[name]).trim().replace(/\s+/g, " ")}`);
  return [method, canonicalPath, pairs.join("&"), ...lines, "", names.join(";"), payloadHash].join("\n");
}

function encode(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}

const textOf = (value: string | readonly string[] | undefined): string => (typeof value === "string" ? value : (value ?? []).join(","));
