import { hkdfSync } from "node:crypto";
import type { Settings } from "@sluice/management/context";
import { type MailServer, parseMailServer } from "@sluice/management/mail/mail-server";

export interface ServerEnvironment {
  readonly databaseUrl: string;
  readonly encryptionKey: string;
  /** While the key is being replaced: the one before it. */
  readonly previousEncryptionKey: string | null;
  readonly settings: Settings;
  /** Signs session cookies. */
  readonly authSecret: string;
  /** Signs our own cookies, which are no sessions. */
  readonly cookieSecret: string;
  /** Tells this instance's cookies from its neighbour's: browsers share cookies between the ports of one host. */
  readonly cookiePrefix: string;
  /** Where people reach the console, when it stands behind a proxy: `https://sluice.example.org`. */
  readonly consoleUrl: string | null;
}

/** The console's environment. Throws an error that says what is missing. */
export function readEnvironment(environment: Readonly<Record<string, string | undefined>>): ServerEnvironment {
  const databaseUrl = environment["DATABASE_URL"];
  const encryptionKey = environment["SLUICE_ENCRYPTION_KEY"];
  if (!databaseUrl) throw new Error("DATABASE_URL is not set: the console has no database. `npm start` sets one up.");
  if (!encryptionKey) throw new Error("SLUICE_ENCRYPTION_KEY is not set: the console cannot keep secrets. `npm start` makes one.");
  return {
    databaseUrl,
    encryptionKey,
    previousEncryptionKey: environment["SLUICE_ENCRYPTION_KEY_PREVIOUS"]?.trim() || null,
    settings: {
      gatewayUrl: trimmed(environment["SLUICE_GATEWAY_URL"]) ?? `http://localhost:${environment["GATEWAY_PORT"] ?? "8082"}`,
      simulatorUrl: trimmed(environment["SLUICE_SIMULATOR_URL"]),
      mail: mailServer(environment),
      linkLocalAllowed: environment["SLUICE_ALLOW_LINK_LOCAL"]?.trim().toLowerCase() === "true",
    },
    authSecret: derive(encryptionKey, "sluice session cookies", 32),
    cookieSecret: derive(encryptionKey, "sluice signed cookies", 32),
    cookiePrefix: `sluice-${derive(encryptionKey, "sluice cookie name", 4)}`,
    consoleUrl: webAddress("SLUICE_CONSOLE_URL", trimmed(environment["SLUICE_CONSOLE_URL"])),
  };
}

function mailServer(environment: Readonly<Record<string, string | undefined>>): MailServer | null {
  const url = environment["SLUICE_SMTP_URL"]?.trim() ?? "";
  if (url === "") return null;
  const server = parseMailServer(url, environment["SLUICE_SMTP_FROM"]?.trim() ?? "");
  // Without its value: it may hold a password.
  if (!server) throw new Error("SLUICE_SMTP_URL is smtp://user:password@host:587 or smtps://…, and SLUICE_SMTP_FROM the sender beside it.");
  return server;
}

/** HKDF-SHA256 (RFC 5869), hex: one key for each purpose, none of them the master key. */
function derive(encryptionKey: string, purpose: string, bytes: number): string {
  return Buffer.from(hkdfSync("sha256", encryptionKey, "", purpose, bytes)).toString("hex");
}

function webAddress(name: string, url: string | null): string | null {
  if (url === null || (/^https?:\/\//.test(url) && URL.canParse(url))) return url;
  throw new Error(`${name} is not a web address. Write it as https://sluice.example.org.`);
}

function trimmed(url: string | undefined): string | null {
  return url?.trim().replace(/\/+$/, "") || null;
}
