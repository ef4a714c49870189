import { readFile } from "node:fs/promises";
import { createSecureContext, type Server } from "node:tls";
import { type Log, reasonOf } from "../log.ts";

/** Certificates are renewed weeks before they end. */
const LOOK_EVERY_MS = 60_000;

export interface TlsFiles {
  readonly certFile: string;
  readonly keyFile: string;
}

export interface TlsPair {
  readonly cert: Buffer;
  readonly key: Buffer;
}

/** The server's certificate chain and its key, in PEM. Throws, with the settings' names, what is wrong with them. */
export async function readTls({ certFile, keyFile }: TlsFiles): Promise<TlsPair> {
  try {
    const pair = { cert: await readFile(certFile), key: await readFile(keyFile) };
    createSecureContext(pair);
    return pair;
  } catch (error) {
    throw new Error(`SLUICE_TLS_CERT_FILE and SLUICE_TLS_KEY_FILE: ${reasonOf(error)}`);
  }
}

/** Takes a renewed certificate without a restart; connections that are open keep the one that they began with. */
export function followTls(server: Pick<Server, "setSecureContext">, { files, pair, log }: Followed): void {
  let current = pair;
  const look = async () => {
    try {
      const read = await readTls(files);
      if (read.cert.equals(current.cert) && read.key.equals(current.key)) return;
      server.setSecureContext(read);
      current = read;
      log.info({ certFile: files.certFile }, "a new certificate is served");
    } catch (error) {
      log.warn({ reason: reasonOf(error) }, "the certificate's files cannot be read; the one that was read before is served on");
    }
  };
  setInterval(() => void look(), LOOK_EVERY_MS).unref();
}

interface Followed {
  readonly files: TlsFiles;
  readonly pair: TlsPair;
  readonly log: Log;
}
