import type { BlockList } from "node:net";
import { hostname } from "node:os";
import { isAbsolute, resolve } from "node:path";
import { parseMasterKey } from "@sluice/db/master-key";
import { DEFAULT_CONTENT_DAYS } from "@sluice/definition/logging";
import { z } from "zod";
import { identitySettings, readIdentity } from "./env-identity.ts";
import type { TlsFiles } from "./http/tls-files.ts";
import { SECRET_DIRS } from "./runtime/secret-files.ts";
import { SECRET_ENV } from "./runtime/secret-variables.ts";

const MEBIBYTE = 1024 * 1024;
const LOG_LEVELS = ["trace", "debug", "info", "warn", "error", "fatal", "silent"] as const;

/** `min` and `max` in whole units; the sentence names the variable, as the person who set it knows it. */
const wholeNumber = (name: string, { min, max, fallback }: { min: number; max: number; fallback: number }) =>
  z
    .string()
    .regex(/^\d+$/, `${name} must be a whole number.`)
    .transform(Number)
    .refine((value) => value >= min && value <= max, `${name} must be between ${min} and ${max}.`)
    .default(fallback);

/** 0 lets the system choose: tests do. */
const port = (name: string, fallback: number) => wholeNumber(name, { min: 0, max: 65_535, fallback });

const databaseUrl = (name: string) =>
  z
    .string(
      `${name} is not set: give the address of a PostgreSQL database, such as postgresql://user:password@localhost:5432/sluice. "npm start" brings its own.`,
    )
    .superRefine((value, ctx) => {
      const isPostgres = URL.canParse(value) && ["postgres:", "postgresql:"].includes(new URL(value).protocol);
      if (!isPostgres)
        ctx.addIssue({
          code: "custom",
          message: `${name} must begin with postgresql://, as in postgresql://user:password@localhost:5432/sluice.`,
        });
    });

const masterKey = (name: string) =>
  z
    .string(`${name} is not set: give the console's own, 32 bytes in base64. Without it no provider key can be opened.`)
    .superRefine((value, ctx) => {
      try {
        parseMasterKey(value, name);
      } catch (error) {
        ctx.addIssue({ code: "custom", message: error instanceof Error ? error.message : `${name} is not valid.` });
      }
    });

const foldersMessage = `${SECRET_DIRS} must be absolute paths of folders, separated by colons, or none.`;
const variablesMessage = `${SECRET_ENV} must be names of variables, or patterns such as OPENAI_*, separated by commas, or none.`;

const environmentSchema = z.object({
  /** Where consumers call. */
  GATEWAY_PORT: port("GATEWAY_PORT", 8082),
  /** Health, metrics and configuration: for operators. */
  GATEWAY_ADMIN_PORT: port("GATEWAY_ADMIN_PORT", 18_082),
  /** Loopback unless told otherwise: what it shows is nobody else's business. */
  GATEWAY_ADMIN_HOST: z.string().min(1).default("127.0.0.1"),
  /** Every interface, IPv6 too where there is one, unless told otherwise: consumers are elsewhere. */
  SLUICE_HOST: z.string().min(1).optional(),
  DATABASE_URL: databaseUrl("DATABASE_URL"),
  SLUICE_ENCRYPTION_KEY: masterKey("SLUICE_ENCRYPTION_KEY"),
  /** While the key is being replaced: the one before it. */
  SLUICE_ENCRYPTION_KEY_PREVIOUS: masterKey("SLUICE_ENCRYPTION_KEY_PREVIOUS").optional(),
  /** Read where secrets are resolved; checked here, so that a slip is said at the start. */
  SLUICE_SECRET_DIRS: z
    .string()
    .regex(/^\s*(none|\/[^:]*(:\s*\/[^:]*)*)\s*$/, foldersMessage)
    .optional(),
  SLUICE_SECRET_ENV: z
    .string()
    .regex(/^\s*[A-Za-z_*][A-Za-z0-9_*]*([\s,]+[A-Za-z_*][A-Za-z0-9_*]*)*\s*$/, variablesMessage)
    .optional(),
  /** Holds the last known good configuration. */
  SLUICE_DATA_DIR: z.string().min(1).default(".data"),
  /** A file's name and a row's key; the console shows it. */
  SLUICE_GATEWAY_ID: z
    .string()
    .regex(
      /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/,
      "SLUICE_GATEWAY_ID must be 1 to 64 letters, digits, dots, dashes or underscores, and begin with a letter or digit.",
    )
    .optional(),
  /** Prompts with images in base64 are some megabytes; each request in flight may hold this much memory. */
  SLUICE_MAX_BODY_BYTES: wholeNumber("SLUICE_MAX_BODY_BYTES", { min: 1024, max: 1024 * MEBIBYTE, fallback: 16 * MEBIBYTE }),
  SLUICE_LOG_LEVEL: z.enum(LOG_LEVELS, `SLUICE_LOG_LEVEL must be one of ${LOG_LEVELS.join(", ")}.`).default("info"),
  /** A notice usually comes first; this finds what no notice told. It is the heartbeat too: the console takes a gateway that is silent for long for dead. */
  SLUICE_POLL_MS: wholeNumber("SLUICE_POLL_MS", { min: 100, max: 10_000, fallback: 5_000 }),
  /** Calls that are under way at a shutdown may go on for so long. */
  SLUICE_SHUTDOWN_MS: wholeNumber("SLUICE_SHUTDOWN_MS", { min: 0, max: 600_000, fallback: 20_000 }),
  /** Usage waits here while the database is away: at 410 bytes a request, an hour at 500 requests a second is about 740 MB. */
  SLUICE_SPOOL_BYTES: wholeNumber("SLUICE_SPOOL_BYTES", { min: MEBIBYTE, max: 1024 * 1024 * MEBIBYTE, fallback: 1024 * MEBIBYTE }),
  /** What becomes of calls that would leave no trace: `serve` them, or `refuse` them. */
  SLUICE_SPOOL_FULL: z.enum(["serve", "refuse"], "SLUICE_SPOOL_FULL must be serve or refuse.").default("serve"),
  /** How long contents of requests are kept where their API says nothing of it. */
  SLUICE_CONTENT_DAYS: wholeNumber("SLUICE_CONTENT_DAYS", { min: 1, max: 3_650, fallback: DEFAULT_CONTENT_DAYS }),
  /** Of each body whose API keeps contents. */
  SLUICE_CONTENT_BYTES: wholeNumber("SLUICE_CONTENT_BYTES", { min: 1024, max: 8 * MEBIBYTE, fallback: MEBIBYTE / 4 }),
  /** Contents wait here on their way to the database; what does not fit is dropped. */
  SLUICE_CONTENT_QUEUE_BYTES: wholeNumber("SLUICE_CONTENT_QUEUE_BYTES", { min: 1024, max: 4096 * MEBIBYTE, fallback: 64 * MEBIBYTE }),
  /** Several gateways share their counters in it. */
  REDIS_URL: z
    .string()
    .refine(
      (value) => URL.canParse(value) && ["redis:", "rediss:"].includes(new URL(value).protocol),
      "REDIS_URL must begin with redis:// or rediss://, as in redis://localhost:6379.",
    )
    .optional(),
  /** Where people reach the console: its playground calls from there. */
  SLUICE_CONSOLE_URL: z
    .string()
    .refine(isWebAddress, "SLUICE_CONSOLE_URL must begin with http:// or https://, as in https://sluice.example.org.")
    .optional(),
  ...identitySettings,
});

export interface GatewayEnvironment {
  readonly port: number;
  readonly adminPort: number;
  readonly adminHost: string;
  /** Undefined: every interface. */
  readonly host: string | undefined;
  readonly databaseUrl: string;
  readonly encryptionKey: string;
  readonly previousEncryptionKey: string | null;
  /** Absolute. */
  readonly dataDir: string;
  readonly gatewayId: string;
  readonly maxBodyBytes: number;
  readonly logLevel: (typeof LOG_LEVELS)[number];
  readonly pollMs: number;
  readonly shutdownMs: number;
  readonly spoolBytes: number;
  readonly spoolFull: "serve" | "refuse";
  readonly contents: { readonly days: number; readonly mostBodyBytes: number; readonly mostQueueBytes: number };
  readonly redisUrl: string | null;
  /** Origins of the console's pages. */
  readonly consoleOrigins: readonly string[];
  /** Null: consumers speak HTTP. */
  readonly tls: TlsFiles | null;
  /** Lower case. */
  readonly clientCertHeader: string | null;
  readonly trustedProxies: BlockList;
}

/** The process's environment, checked. Returns every problem at once, a sentence each, none of which holds a value. */
export function readEnvironment(
  variables: Readonly<Record<string, string | undefined>>,
): GatewayEnvironment | { readonly problems: readonly string[] } {
  // An empty variable is one that somebody meant to unset: compose files and shells cannot say it otherwise.
  const given = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== undefined && value.trim() !== ""));
  const parsed = environmentSchema.safeParse(given);
  if (!parsed.success) return { problems: [...new Set(parsed.error.issues.map(({ message }) => message))] };
  const { data } = parsed;
  const identity = readIdentity(data);
  if ("problems" in identity) return identity;
  return {
    port: data.GATEWAY_PORT,
    adminPort: data.GATEWAY_ADMIN_PORT,
    adminHost: data.GATEWAY_ADMIN_HOST,
    host: data.SLUICE_HOST,
    databaseUrl: data.DATABASE_URL,
    encryptionKey: data.SLUICE_ENCRYPTION_KEY,
    previousEncryptionKey: data.SLUICE_ENCRYPTION_KEY_PREVIOUS ?? null,
    dataDir: isAbsolute(data.SLUICE_DATA_DIR) ? data.SLUICE_DATA_DIR : resolve(data.SLUICE_DATA_DIR),
    gatewayId: data.SLUICE_GATEWAY_ID ?? usualId(data.GATEWAY_PORT),
    maxBodyBytes: data.SLUICE_MAX_BODY_BYTES,
    logLevel: data.SLUICE_LOG_LEVEL,
    pollMs: data.SLUICE_POLL_MS,
    shutdownMs: data.SLUICE_SHUTDOWN_MS,
    spoolBytes: data.SLUICE_SPOOL_BYTES,
    spoolFull: data.SLUICE_SPOOL_FULL,
    contents: {
      days: data.SLUICE_CONTENT_DAYS,
      mostBodyBytes: data.SLUICE_CONTENT_BYTES,
      mostQueueBytes: data.SLUICE_CONTENT_QUEUE_BYTES,
    },
    redisUrl: data.REDIS_URL ?? null,
    consoleOrigins: data.SLUICE_CONSOLE_URL === undefined ? [] : originsOf(data.SLUICE_CONSOLE_URL),
    ...identity,
  };
}

function isWebAddress(value: string): boolean {
  return URL.canParse(value) && ["http:", "https:"].includes(new URL(value).protocol);
}

const LOOPBACK = ["localhost", "127.0.0.1", "[::1]"];

/** One console; on one's own machine it goes by each of the machine's names for itself. */
function originsOf(consoleUrl: string): readonly string[] {
  const { origin, protocol, hostname: host, port } = new URL(consoleUrl);
  if (!LOOPBACK.includes(host)) return [origin];
  return LOOPBACK.map((name) => `${protocol}//${name}${port === "" ? "" : `:${port}`}`);
}

/** The same after a restart, and another's on another machine or port. */
function usualId(port: number): string {
  const host = (hostname().split(".")[0] ?? "")
    .replace(/[^A-Za-z0-9-]/g, "-")
    .replace(/^-+/, "")
    .slice(0, 40);
  return `gw-${host || "local"}-${port === 0 ? process.pid : port}`;
}
