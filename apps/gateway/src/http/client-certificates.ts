import { hash, X509Certificate } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { BlockList, Socket } from "node:net";
import { TLSSocket } from "node:tls";
import { BoundedMap } from "@sluice/policies/bounded-map";

/** Callers present few certificates many times, and reading one costs 50 µs. */
const MOST_READ = 1_000;
/** Envoy's `x-forwarded-client-cert`: `By=…;Hash=<SHA-256, hex>;Cert="…"`. */
const ENVOY_HASH = /(?:^|;)\s*hash=([0-9a-f]{64})(?:;|$)/i;
/** A subject is its certificate's owner's to choose. */
const QUOTED = /"(?:[^"\\]|\\.)*"/g;
const PEM = /-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----/;
/** DER in base64, between colons where it is RFC 9440's `Client-Cert`. */
const DER = /^:?([A-Za-z0-9+/]+={0,2}):?$/;

export interface ClientCertificateOptions {
  /** Where a proxy in front writes its callers' certificates, lower case; null when there is none. */
  readonly header: string | null;
  /** From whom alone that header is believed. */
  readonly trustedProxies: BlockList;
}

/**
 * Which client certificate a caller presents. Of the connection's own, the handshake has proved that the caller holds its key; whether
 * somebody vouches for it does not matter, because fingerprints decide. A header proves nothing, and is believed from trusted proxies only.
 */
export class ClientCertificates {
  readonly #options: ClientCertificateOptions;
  readonly #ofSockets = new WeakMap<Socket, string | null>();
  readonly #ofHeaders = new BoundedMap<string, string | null>(MOST_READ);

  constructor(options: ClientCertificateOptions) {
    this.#options = options;
  }

  /** The certificate's SHA-256, hex; null when none was presented that can be believed. */
  fingerprintOf({ headers, socket }: Pick<IncomingMessage, "headers" | "socket">): string | null {
    const { header } = this.#options;
    const written = header === null ? undefined : headers[header];
    if (typeof written === "string" && written !== "" && this.#isTrusted(socket)) return this.#ofHeader(written);
    return this.#ofSocket(socket);
  }

  #isTrusted({ remoteAddress, remoteFamily }: Socket): boolean {
    if (remoteAddress === undefined) return false;
    return this.#options.trustedProxies.check(remoteAddress, remoteFamily === "IPv6" ? "ipv6" : "ipv4");
  }

  #ofSocket(socket: Socket): string | null {
    const known = this.#ofSockets.get(socket);
    if (known !== undefined) return known;
    const certificate = socket instanceof TLSSocket ? socket.getPeerX509Certificate() : undefined;
    const fingerprint = certificate ? hash("sha256", certificate.raw, "hex") : null;
    this.#ofSockets.set(socket, fingerprint);
    return fingerprint;
  }

  #ofHeader(written: string): string | null {
    const known = this.#ofHeaders.get(written);
    if (known !== undefined) return known;
    const fingerprint = readFingerprint(written);
    this.#ofHeaders.set(written, fingerprint);
    return fingerprint;
  }
}

/** Nginx and AWS write PEM as in a URL, HAProxy and Traefik DER in base64, Envoy a hash among other things. Null for anything else. */
function readFingerprint(written: string): string | null {
  // Each proxy adds its own caller's at the end: the last one is what the trusted proxy has seen itself.
  const envoy = ENVOY_HASH.exec(lastElement(written).replace(QUOTED, ""))?.[1];
  if (envoy) return envoy.toLowerCase();
  const der = DER.exec(written)?.[1];
  const pem = der === undefined ? PEM.exec(decoded(written))?.[0] : undefined;
  try {
    const certificate = der !== undefined ? new X509Certificate(Buffer.from(der, "base64")) : pem ? new X509Certificate(pem) : null;
    return certificate === null ? null : hash("sha256", certificate.raw, "hex");
  } catch {
    return null;
  }
}

/** Read from its end: what callers write comes before, and a quote that they leave open must not join their words with the proxy's. */
function lastElement(list: string): string {
  let quoted = false;
  for (let at = list.length - 1; at >= 0; at--) {
    const character = list[at];
    if (character === '"' && list[at - 1] !== "\\") quoted = !quoted;
    if (character === "," && !quoted) return list.slice(at + 1);
  }
  return list;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return "";
  }
}
