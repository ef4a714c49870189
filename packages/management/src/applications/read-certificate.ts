import { createHash, X509Certificate } from "node:crypto";

export interface ReadCertificate {
  /** SHA-256 of the DER, lower-case hex: what a TLS server computes from the certificate that a caller presents. */
  readonly fingerprint: string;
  /** `CN=chat, O=Example` */
  readonly subject: string;
  readonly notAfter: Date;
}

const PRIVATE_KEY = /-----BEGIN [A-Z ]*PRIVATE KEY-----/;
const CERTIFICATE = /-----BEGIN (?:X509 |TRUSTED )?CERTIFICATE-----/g;
/** A name with dozens of parts is possible, and no use to people. */
const LONGEST_SUBJECT = 500;

/** What one client certificate in PEM says, or why it is not taken. */
export function readCertificate(pem: string, now: Date): ReadCertificate | { readonly problem: string } {
  if (PRIVATE_KEY.test(pem)) return { problem: "This holds a private key, which nobody but you should have. Send the certificate alone." };
  const count = pem.match(CERTIFICATE)?.length ?? 0;
  if (count > 1) return { problem: `These are ${count} certificates. Send the client's own, without those that signed it.` };
  const certificate = count === 1 ? parse(pem) : null;
  if (!certificate) return { problem: "This is not a certificate in PEM: it begins with -----BEGIN CERTIFICATE-----." };
  const notAfter = certificate.validToDate;
  if (notAfter <= now) return { problem: `This certificate expired at ${notAfter.toISOString()}.` };
  const subject = certificate.subject.replaceAll("\n", ", ").slice(0, LONGEST_SUBJECT);
  return { fingerprint: createHash("sha256").update(certificate.raw).digest("hex"), subject, notAfter };
}

function parse(pem: string): X509Certificate | null {
  try {
    return new X509Certificate(pem);
  } catch {
    return null;
  }
}
