import { expect, test } from "vitest";
import { readCertificate } from "./read-certificate.ts";
import { BATCH_CERTIFICATE, CHAT_CERTIFICATE, CHAT_FINGERPRINT } from "./testing/certificates.ts";

const NOW = new Date("2027-01-01T00:00:00Z");
const PRIVATE_KEY = "-----BEGIN EC PRIVATE KEY-----\nMHcCAQEEICanary\n-----END EC PRIVATE KEY-----\n";

test("a certificate is known by the SHA-256 of its DER, whatever stands around it", () => {
  const { fingerprint, subject, notAfter } = read(`Bag Attributes: <none>\r\n${CHAT_CERTIFICATE.replaceAll("\n", "\r\n")}`);
  expect(fingerprint).toBe(CHAT_FINGERPRINT);
  expect(subject).toBe("CN=chat.example.org, O=Example");
  expect(notAfter.getUTCFullYear()).toBeGreaterThan(2100);
});

function read(pem: string) {
  const result = readCertificate(pem, NOW);
  if ("problem" in result) throw new Error(result.problem);
  return result;
}

test.each([
  ["a private key beside it", CHAT_CERTIFICATE + PRIVATE_KEY, "holds a private key"],
  ["a private key alone", PRIVATE_KEY, "holds a private key"],
  ["a chain", CHAT_CERTIFICATE + BATCH_CERTIFICATE, "These are 2 certificates"],
  ["a public key", "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----", "not a certificate in PEM"],
  ["words", "my certificate", "not a certificate in PEM"],
  ["a certificate cut short", CHAT_CERTIFICATE.slice(0, 300), "not a certificate in PEM"],
])("%s is refused, saying why and quoting nothing", (_name, pem, problem) => {
  const result = readCertificate(pem, NOW);
  expect(result).toEqual({ problem: expect.stringContaining(problem) });
  expect(JSON.stringify(result)).not.toContain("Canary");
});

test("an expired certificate is refused with the moment of its end", () => {
  const result = readCertificate(CHAT_CERTIFICATE, new Date("2200-01-01T00:00:00Z"));
  expect(result).toEqual({ problem: expect.stringMatching(/^This certificate expired at 21\d\d-/) });
});
