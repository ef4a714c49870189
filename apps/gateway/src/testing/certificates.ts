import { hash, X509Certificate } from "node:crypto";
import { generate } from "selfsigned";

export interface TestCertificate {
  readonly cert: string;
  readonly key: string;
  /** As applications keep it. */
  readonly fingerprint: string;
  readonly der: Buffer;
}

/** A certificate that nobody vouches for. */
export async function certificate(commonName: string): Promise<TestCertificate> {
  const made = await generate([{ name: "commonName", value: commonName }], { keyType: "ec", algorithm: "sha256" });
  const { raw } = new X509Certificate(made.cert);
  return { cert: made.cert, key: made.private, fingerprint: hash("sha256", raw, "hex"), der: raw };
}
