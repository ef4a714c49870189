import { BlockList } from "node:net";
import { carriesKeys } from "@sluice/definition/passed-headers";
import { z } from "zod";
import type { TlsFiles } from "./http/tls-files.ts";
import { parseTrustedProxies } from "./http/trusted-proxies.ts";

/** How consumers' connections are secured, and by whom their certificates are told. */
export const identitySettings = {
  SLUICE_TLS_CERT_FILE: z.string().optional(),
  SLUICE_TLS_KEY_FILE: z.string().optional(),
  SLUICE_CLIENT_CERT_HEADER: z
    .string()
    .regex(/^[A-Za-z0-9-]{1,64}$/, "SLUICE_CLIENT_CERT_HEADER must be a header's name, such as X-Forwarded-Client-Cert.")
    .refine(carriesKeys, "SLUICE_CLIENT_CERT_HEADER names a header that is passed on to providers: choose another.")
    .optional(),
  SLUICE_TRUSTED_PROXIES: z.string().optional(),
};

type Settings = { readonly [Name in keyof typeof identitySettings]?: string | undefined };

export interface IdentityEnvironment {
  readonly tls: TlsFiles | null;
  readonly clientCertHeader: string | null;
  readonly trustedProxies: BlockList;
}

/** Settings that make sense together only. */
export function readIdentity(settings: Settings): IdentityEnvironment | { readonly problems: readonly string[] } {
  const { SLUICE_TLS_CERT_FILE: certFile, SLUICE_TLS_KEY_FILE: keyFile, SLUICE_CLIENT_CERT_HEADER: header } = settings;
  const proxies = parseTrustedProxies(settings.SLUICE_TRUSTED_PROXIES ?? "");
  const problems: string[] = [];
  if ((certFile === undefined) !== (keyFile === undefined))
    problems.push("SLUICE_TLS_CERT_FILE and SLUICE_TLS_KEY_FILE belong together: set both, or neither.");
  if ("problem" in proxies) problems.push(`SLUICE_TRUSTED_PROXIES: ${proxies.problem}`);
  else if (header !== undefined && proxies.rules.length === 0)
    problems.push("SLUICE_CLIENT_CERT_HEADER is believed from trusted proxies only: name their addresses in SLUICE_TRUSTED_PROXIES.");
  if (problems.length > 0) return { problems };
  return {
    tls: certFile !== undefined && keyFile !== undefined ? { certFile, keyFile } : null,
    clientCertHeader: header?.toLowerCase() ?? null,
    trustedProxies: proxies instanceof BlockList ? proxies : new BlockList(),
  };
}
