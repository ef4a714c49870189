import { CONSOLE_EXPORT, OPERATOR_RESOURCE } from "@sluice/definition/gravitee/testing/exports";
import type { ApiResource } from "@sluice/definition/resources";
import { exportSchema, importedApiSchema, importPreviewSchema } from "@sluice/definition/transfer";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createApi } from "../apis/create-api.ts";
import { getApi } from "../apis/get-api.ts";
import { definitionAt, granted, refused, SECRET, startManagement, type TestManagement } from "../testing/test-context.ts";
import { exportApi } from "./export-api.ts";
import { importApi } from "./import-api.ts";

let management: TestManagement;
beforeAll(async () => {
  management = await startManagement();
});
afterAll(() => management.close());

const HMAC = "hmac-canary-94d0a1b7c3e5f608";
const AWS_KEY = "aws-canary-0123456789abcdef";

/** An API with something in every part. */
function richDefinition(path: string) {
  const base = definitionAt(path);
  const aws = {
    name: "aws",
    loadBalancer: { type: "RANDOM" },
    sharedConfiguration: {
      http: { firstByteTimeout: 90_000 },
      headers: [
        { name: "X-Api-Key", value: SECRET },
        { name: "X-Team", value: "support" },
      ],
    },
    endpoints: [
      {
        name: "Default aws",
        weight: 4,
        configuration: {
          provider: "BEDROCK",
          authentication: { type: "AWS", region: "eu-central-1", accessKeyId: AWS_KEY, secretAccessKey: AWS_KEY },
          models: [{ name: "claude", aliases: ["smart"], parametersOverride: { temperature: 0 } }],
        },
      },
    ],
  };
  const step = { name: "Known callers", policy: "ip-filtering", configuration: { whitelistIps: ["10.0.0.1"] } };
  const jwt = { signature: "HMAC_HS256", publicKeyResolver: "GIVEN_KEY", resolverParameter: HMAC, audience: ["llm"] };
  return {
    ...base,
    endpointGroups: [...base.endpointGroups, aws],
    flows: [{ name: "All", selectors: [{ type: "HTTP", path: "/chat", pathOperator: "STARTS_WITH" }], request: [step] }],
    resources: [{ name: "r", type: "text-detectors", enabled: false, configuration: {} }],
    analytics: { logging: { content: "ALL" } },
    failover: { maxRetries: 5 },
    plans: [
      { name: "Tokens", security: { type: "JWT", configuration: jwt }, status: "PUBLISHED", flows: [{ request: [step] }] },
      ...base.plans,
      { name: "Next", security: { type: "KEY_LESS" }, selectionRule: "{#request.headers['x-tier'][0] == 'gold'}" },
      { name: "Past", security: { type: "API_KEY" }, status: "CLOSED" },
    ],
  };
}

async function exported(id: string) {
  const { text, name, type } = granted(await exportApi(management.context, id));
  return { text, name, type, envelope: exportSchema.parse(JSON.parse(text)) };
}

/** What two APIs have in common when one is the other's import. */
function lasting({ plans, ...api }: ApiResource) {
  const { name, apiVersion, description, listeners, endpointGroups, flows, resources, analytics, failover } = api;
  return {
    ...{ name, apiVersion, description, endpointGroups, flows, resources, analytics, failover },
    listeners: listeners.map((listener) => ({ ...listener, paths: [] })),
    plans: plans.filter(({ status }) => status !== "CLOSED").map(({ id: _id, apiId: _apiId, ...plan }) => plan),
  };
}

/** Secrets as they are after an export: none. */
function withoutSecrets(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value).replaceAll(/"(••••[^"]*|\$\{env:IMPORTED_[^"]*)"/g, '""'));
}

test("what is exported comes back the same, but for ids, times, secrets and closed plans", async () => {
  const api = granted(await createApi(management.context, richDefinition("/round")));
  const { envelope } = await exported(api.id);
  const { id, warnings } = importedApiSchema.parse(granted(await importApi(management.context, envelope, { path: "/round-again" })));
  expect(warnings.map(({ path }) => path).sort()).toEqual([...new Set(envelope.export.secretsOmitted)].sort());
  const copy = granted(await getApi(management.context, id));
  expect(copy).toMatchObject({ state: "STOPPED", deploymentState: "NOT_DEPLOYED", version: 1 });
  expect(copy.listeners[0]?.paths).toEqual([{ path: "/round-again" }]);
  expect(withoutSecrets(lasting(copy))).toEqual(withoutSecrets(lasting(api)));
  // And once more: the second generation is the first.
  const again = await exported(id);
  expect({ ...again.envelope.api, listeners: [] }).toEqual({ ...envelope.api, listeners: [] });
  expect(again.envelope.plans).toEqual(envelope.plans);
});

test("an export is a file with a plain name, and names the places of secrets instead of holding them", async () => {
  const { id } = granted(await createApi(management.context, { ...richDefinition("/file"), name: 'Été: "x"/..', apiVersion: "1.0" }));
  const { text, name, type, envelope } = await exported(id);
  expect({ name, type }).toEqual({ name: "t-x-..-1.0.json", type: "application/json" });
  for (const secret of [SECRET, HMAC, AWS_KEY, "sealed:", "••••", SECRET.slice(-4)]) expect(text).not.toContain(secret);
  expect(envelope.export.secretsOmitted).toEqual([
    "endpointGroups.0.endpoints.0.configuration.authentication.bearer",
    "endpointGroups.1.endpoints.0.configuration.authentication.accessKeyId",
    "endpointGroups.1.endpoints.0.configuration.authentication.secretAccessKey",
    "endpointGroups.1.sharedConfiguration.headers.0.value",
    "plans.0.security.configuration.resolverParameter",
  ]);
});

test("an export of Gravitee's becomes an API with its plans, and says what it lost and what a deployment will refuse", async () => {
  const api = importedApiSchema.parse(granted(await importApi(management.context, CONSOLE_EXPORT, {})));
  expect(api).toMatchObject({
    name: "Support",
    state: "STOPPED",
    deploymentState: "NOT_DEPLOYED",
    plans: [{ name: "Free" }, { name: "Gold" }],
  });
  const refusedLater = api.warnings.filter(({ message }) => message.startsWith("Kept, and refused at deployment"));
  expect(refusedLater.map(({ path }) => path)).toEqual(expect.arrayContaining(["flows.0.request.0.policy", "resources.0.type"]));
  expect(api.warnings.map(({ path }) => path)).toContain("responseTemplates");
});

test("a dry run says what would be made and makes nothing; a taken path is a problem of its field", async () => {
  const { db } = management.context;
  granted(await createApi(management.context, definitionAt("/dry-taken")));
  const before = [await db.api.count(), await db.contextPath.count(), await db.auditEntry.count()];
  const dry = importPreviewSchema.parse(
    granted(await importApi(management.context, OPERATOR_RESOURCE, { dryRun: "true", path: "/dry-taken/in", name: "Dry" })),
  );
  expect(dry.api).toEqual({
    name: "Dry",
    apiVersion: "1.0",
    paths: ["/dry-taken/in"],
    providers: [{ name: "openai", models: 1 }],
    plans: [{ name: "KeyLess", security: "KEY_LESS" }],
  });
  expect(dry.problems.map(({ path }) => path)).toEqual(["listeners.0.paths.0.path"]);
  expect(dry.warnings.length).toBeGreaterThan(0);
  const unsafe = JSON.parse(JSON.stringify(OPERATOR_RESOURCE).replace("https://api.openai.com", "http://169.254.169.254"));
  const said = importPreviewSchema.parse(granted(await importApi(management.context, unsafe, { dryRun: "true" })));
  expect(said.problems.map(({ path }) => path)).toEqual(["endpointGroups.0.endpoints.0.configuration.target"]);
  const broken = importPreviewSchema.parse(granted(await importApi(management.context, { name: "x" }, { dryRun: "true" })));
  expect(broken.api).toBeNull();
  expect(broken.problems.map(({ path }) => path)).toEqual(["apiVersion", "listeners", "endpointGroups"]);
  expect([await db.api.count(), await db.contextPath.count(), await db.auditEntry.count()]).toEqual(before);
});

test("what cannot be kept and matters refuses the import with its place, and nothing is created", async () => {
  const before = await management.context.db.api.count();
  const hosted = { ...definitionAt("/hosted"), flowExecution: { matchRequired: true }, strange: 1 };
  const refusal = refused(await importApi(management.context, hosted, {}));
  expect(refusal).toMatchObject({ code: "invalid_request", status: 400 });
  expect(Object.keys(refusal.extra.fields ?? {}).sort()).toEqual(["flowExecution.matchRequired", "strange"]);
  granted(await createApi(management.context, definitionAt("/import-taken")));
  const taken = refused(await importApi(management.context, definitionAt("/import-taken"), {}));
  expect(taken).toMatchObject({ code: "path_taken" });
  expect(Object.keys(taken.extra.fields ?? {})).toEqual(["listeners.0.paths.0.path"]);
  expect(refused(await importApi(management.context, definitionAt("/x"), { path: "x" })).extra.fields).toHaveProperty("path");
  expect(refused(await importApi(management.context, [1], {})).code).toBe("invalid_request");
  expect(await management.context.db.api.count()).toBe(before + 1);
});

test("who may create no API imports none, and who may not see one exports none", async () => {
  const viewer = management.as({ role: "viewer" });
  expect(refused(await importApi(viewer, definitionAt("/viewer-import"), { dryRun: "true" })).status).toBe(403);
  const { id } = granted(await createApi(management.context, definitionAt("/not-yours")));
  expect(refused(await exportApi(management.as({ id: "user-2", role: "member" }), id)).status).toBe(403);
  expect(refused(await exportApi(management.context, "nothing")).code).toBe("not_found");
});
