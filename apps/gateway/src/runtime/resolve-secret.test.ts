import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { resolveSecret } from "./resolve-secret.ts";
import { readSecretFile, secretFolders } from "./secret-files.ts";
import { readSecretVariable } from "./secret-variables.ts";

const problemOf = (answer: string | { readonly problem: string }) => (typeof answer === "string" ? null : answer.problem);

describe("a variable", () => {
  const environment = { MY_PROVIDER: "k\n", OPENAI_API_KEY: "k", AWS_SECRET_ACCESS_KEY: "aws", GITHUB_TOKEN: "gh", DB_PASSWORD: "db" };

  test.each(["MY_PROVIDER", "OPENAI_API_KEY"])("%s is given to a definition that names it", (name) =>
    expect(readSecretVariable(name, environment)).toBe("k"),
  );

  test.each([
    "AWS_SECRET_ACCESS_KEY",
    "AWS_WEB_IDENTITY_TOKEN_FILE",
    "GITHUB_TOKEN",
    "DB_PASSWORD",
    "GOOGLE_APPLICATION_CREDENTIALS",
    "AZURE_CLIENT_SECRET",
    "KUBECONFIG",
    "VAULT_TOKEN",
    "NPM_TOKEN",
    "SMTP_PASSWORD",
    "BROKER_URL",
  ])("%s is the machine's own, and not reached by a pattern", (name) => {
    const refused = readSecretVariable(name, { ...environment, [name]: "canary", SLUICE_SECRET_ENV: "*" });
    expect(problemOf(refused)).toContain("SLUICE_SECRET_ENV");
    expect(JSON.stringify(refused)).not.toContain("canary");
  });

  test("is refused in the same words whether it is there or not", () => {
    const words = (present: object) => problemOf(readSecretVariable("AWS_SESSION_TOKEN", { ...present }));
    expect(words({ AWS_SESSION_TOKEN: "x" })).toBe(words({}));
  });

  test("of the machine's own is given when its whole name is listed", () => {
    const setting = { ...environment, SLUICE_SECRET_ENV: "AWS_SECRET_ACCESS_KEY, OPENAI_*" };
    expect(readSecretVariable("AWS_SECRET_ACCESS_KEY", setting)).toBe("aws");
    expect(readSecretVariable("OPENAI_API_KEY", setting)).toBe("k");
    expect(problemOf(readSecretVariable("MY_PROVIDER", setting))).toContain("SLUICE_SECRET_ENV");
  });

  test.each([
    ["none", "OPENAI_API_KEY", false],
    ["*_API_KEY", "OPENAI_API_KEY", true],
    ["O*_*_KEY", "OPENAI_API_KEY", true],
    ["OPENAI_API_KEY*KEY", "OPENAI_API_KEY", false],
    ["", "OPENAI_API_KEY", true],
  ])("under the setting %j: %s is given: %s", (SLUICE_SECRET_ENV, name, given) =>
    expect(problemOf(readSecretVariable(name, { ...environment, SLUICE_SECRET_ENV })) === null).toBe(given),
  );

  test.each(["SLUICE_ENCRYPTION_KEY", "SLUICE_ENCRYPTION_KEY_PREVIOUS", "DATABASE_URL", "PGPASSWORD", "redis_url"])(
    "%s is ours, whatever the setting lists",
    (name) => expect(problemOf(readSecretVariable(name, { [name]: "x", SLUICE_SECRET_ENV: name }))).toContain("belongs to Sluice"),
  );
});

describe("a file", () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "sluice-secrets-"));
    const secrets = join(folder, "secrets");
    mkdirSync(join(secrets, "..data"), { recursive: true });
    mkdirSync(join(secrets, "kubernetes.io"));
    writeFileSync(join(secrets, "plain"), "  sk-in-a-file\n");
    writeFileSync(join(secrets, "empty"), "\n");
    writeFileSync(join(secrets, "large"), "x".repeat(65_537));
    writeFileSync(join(secrets, "kubernetes.io", "token"), "canary-token");
    writeFileSync(join(secrets, "..data", "mounted"), "sk-mounted");
    symlinkSync("..data/mounted", join(secrets, "mounted"));
    writeFileSync(join(folder, "outside"), "canary-outside");
    symlinkSync(join(folder, "outside"), join(secrets, "link-out"));
    mkdirSync(join(folder, "secrets-of-others"));
    writeFileSync(join(folder, "secrets-of-others", "key"), "canary-others");
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const read = (name: string) => readSecretFile(join(folder, "secrets", name), secretFolders({ SLUICE_SECRET_DIRS: `${folder}/secrets/` }));

  test("is read, trimmed, and through the links that Kubernetes mounts with", async () => {
    expect(await read("plain")).toBe("sk-in-a-file");
    expect(await read("mounted")).toBe("sk-mounted");
  });

  test.each([
    ["missing", "There is no file"],
    ["empty", "is empty"],
    ["large", "larger than 64 kB"],
    ["link-out", "leads out of"],
    ["kubernetes.io/token", "SLUICE_SECRET_DIRS"],
    ["../outside", "SLUICE_SECRET_DIRS"],
    ["../secrets-of-others/key", "SLUICE_SECRET_DIRS"],
    ["kubernetes.io", "is not a file"],
  ])("%s is refused with its reason and without what it holds", async (name, reason) => {
    const answer = await read(name);
    expect(problemOf(answer)).toContain(reason);
    expect(JSON.stringify(answer)).not.toContain("canary");
  });

  test("may be in /run/secrets when nothing is set, and nowhere when that is said", () => {
    expect(secretFolders({})).toEqual(["/run/secrets"]);
    expect(secretFolders({ SLUICE_SECRET_DIRS: "none" })).toEqual([]);
    expect(secretFolders({ SLUICE_SECRET_DIRS: "/a/:/b" })).toEqual(["/a", "/b"]);
  });
});

test("a sealed text that was meant as a reference is refused, not sent", () => {
  const sources = { environment: {}, openSecret: () => "Bearer ${env:KEY}" };
  expect(problemOf(resolveSecret("sealed:v2:x", sources))).toContain("A reference stands alone");
});
