import { describe, expect, test } from "vitest";
import { type GatewayEnvironment, readEnvironment } from "./env.ts";

const KEY = Buffer.alloc(32, 7).toString("base64");
const NEEDED = { DATABASE_URL: "postgresql://u:p@localhost:5432/sluice", SLUICE_ENCRYPTION_KEY: KEY };

function read(variables: Record<string, string>): GatewayEnvironment {
  const environment = readEnvironment({ ...NEEDED, ...variables });
  if ("problems" in environment) throw new Error(environment.problems.join(" "));
  return environment;
}
function problems(variables: Record<string, string | undefined>): readonly string[] {
  const environment = readEnvironment({ ...NEEDED, ...variables });
  return "problems" in environment ? environment.problems : [];
}

describe("the environment", () => {
  test("has the contract's defaults", () => {
    expect(read({})).toMatchObject({
      port: 8082,
      adminPort: 18_082,
      adminHost: "127.0.0.1",
      host: undefined,
      maxBodyBytes: 16_777_216,
      logLevel: "info",
      pollMs: 5_000,
      redisUrl: null,
      tls: null,
      clientCertHeader: null,
    });
    expect(read({}).dataDir).toMatch(/^\/.*\.data$/);
  });

  test("takes what is set, and an empty variable for one that is not", () => {
    expect(
      read({ GATEWAY_PORT: "9000", SLUICE_HOST: "0.0.0.0", SLUICE_GATEWAY_ID: "eu-1", SLUICE_LOG_LEVEL: "", REDIS_URL: " " }),
    ).toMatchObject({ port: 9000, host: "0.0.0.0", gatewayId: "eu-1", logLevel: "info", redisUrl: null });
  });

  test("takes the certificate's files, and the header of those proxies that are trusted", () => {
    const { tls, clientCertHeader, trustedProxies } = read({
      SLUICE_TLS_CERT_FILE: "/etc/cert.pem",
      SLUICE_TLS_KEY_FILE: "/etc/key.pem",
      SLUICE_CLIENT_CERT_HEADER: "X-Forwarded-Client-Cert",
      SLUICE_TRUSTED_PROXIES: "10.0.0.0/8",
    });
    expect(tls).toEqual({ certFile: "/etc/cert.pem", keyFile: "/etc/key.pem" });
    expect(clientCertHeader).toBe("x-forwarded-client-cert");
    expect(trustedProxies.check("10.9.9.9")).toBe(true);
  });

  test("knows the console's pages by the console's address, on one's own machine by each of its names", () => {
    expect(read({}).consoleOrigins).toEqual([]);
    expect(read({ SLUICE_CONSOLE_URL: "https://Sluice.example.org/console/" }).consoleOrigins).toEqual(["https://sluice.example.org"]);
    expect(read({ SLUICE_CONSOLE_URL: "http://localhost:3000" }).consoleOrigins).toEqual([
      "http://localhost:3000",
      "http://127.0.0.1:3000",
      "http://[::1]:3000",
    ]);
  });

  test("names a gateway alike after a restart, and apart on another port", () => {
    expect(read({}).gatewayId).toBe(read({}).gatewayId);
    expect(read({}).gatewayId).toMatch(/^gw-[A-Za-z0-9-]+-8082$/);
    expect(read({ GATEWAY_PORT: "9000" }).gatewayId).not.toBe(read({}).gatewayId);
  });

  test.each([
    [{ GATEWAY_PORT: "http" }, "GATEWAY_PORT must be a whole number."],
    [{ GATEWAY_PORT: "70000" }, "GATEWAY_PORT must be between 0 and 65535."],
    [{ GATEWAY_ADMIN_PORT: "-1" }, "GATEWAY_ADMIN_PORT must be a whole number."],
    [{ SLUICE_MAX_BODY_BYTES: "16MB" }, "SLUICE_MAX_BODY_BYTES must be a whole number."],
    [{ SLUICE_LOG_LEVEL: "loud" }, "SLUICE_LOG_LEVEL must be one of trace, debug, info, warn, error, fatal, silent."],
    [{ SLUICE_TLS_CERT_FILE: "/etc/cert.pem" }, "SLUICE_TLS_CERT_FILE and SLUICE_TLS_KEY_FILE belong together: set both, or neither."],
    [
      { SLUICE_TRUSTED_PROXIES: "10.0.0.0/8, proxy.local" },
      'SLUICE_TRUSTED_PROXIES: "proxy.local" is neither an address nor a network such as 10.0.0.0/8.',
    ],
    [{ SLUICE_CLIENT_CERT_HEADER: "X-Client-Cert" }, /^SLUICE_CLIENT_CERT_HEADER is believed from trusted proxies only/],
    [
      { SLUICE_CLIENT_CERT_HEADER: "User-Agent", SLUICE_TRUSTED_PROXIES: "::1" },
      /^SLUICE_CLIENT_CERT_HEADER names a header that is passed on/,
    ],
    [{ SLUICE_CONSOLE_URL: "sluice.example.org" }, /^SLUICE_CONSOLE_URL must begin with http/],
    [{ SLUICE_GATEWAY_ID: "../../etc" }, /^SLUICE_GATEWAY_ID must be/],
    [{ DATABASE_URL: "mysql://localhost/x" }, /^DATABASE_URL must begin with postgresql:/],
    [{ DATABASE_URL: undefined }, /^DATABASE_URL is not set/],
    [{ SLUICE_ENCRYPTION_KEY: undefined }, /^SLUICE_ENCRYPTION_KEY is not set/],
    [{ SLUICE_ENCRYPTION_KEY: "c2hvcnQ=" }, /^SLUICE_ENCRYPTION_KEY has 5 bytes/],
  ])("%j is refused with a sentence that names it", (variables, sentence) => {
    expect(problems(variables)).toEqual([typeof sentence === "string" ? sentence : expect.stringMatching(sentence)]);
  });

  test("tells every problem at once, and no value", () => {
    const told = problems({ GATEWAY_PORT: "canary-1", SLUICE_ENCRYPTION_KEY: "canary-2!", DATABASE_URL: "canary-3" });
    expect(told).toHaveLength(3);
    expect(told.join()).not.toContain("canary");
  });
});
