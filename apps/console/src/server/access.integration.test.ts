import path from "node:path";
import { startManagement, type TestManagement } from "@sluice/management/testing/test-context";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Operation } from "./operation.ts";
import { OPERATIONS } from "./operations.ts";
import { serverRuntime } from "./runtime.ts";
import { ACCESS, type Access } from "./testing/access-table.ts";
import { createWorld, type World } from "./testing/access-world.ts";
import { authorizationOf, type Caller, createCallers, INSIDERS, OUTSIDERS } from "./testing/callers.ts";

const ROUTES = path.join(import.meta.dirname, "../app/api/v1");
/** A call that changes something has a world made for each who may, of dozens of rows. */
const PATIENCE_MS = 60_000;

type Handler = (request: Request, route: { params: Promise<Record<string, string>> }) => Promise<Response>;

let management: TestManagement;
/** For calls that change nothing: those that read, and those that are refused. */
let still: World;
beforeAll(async () => {
  management = await startManagement();
  process.env["DATABASE_URL"] = management.databaseUrl;
  process.env["SLUICE_ENCRYPTION_KEY"] = management.encryptionKey;
  await createCallers(management.context.db);
  still = await createWorld(management);
});
afterAll(async () => {
  await (await serverRuntime()).db.$disconnect();
  await management.close();
});

const nameOf = ({ method, path: at }: Operation) => `${method.toUpperCase()} ${at}`;
const guarded = OPERATIONS.filter(({ open }) => !open);
const rows = guarded.flatMap((operation) =>
  [ACCESS[nameOf(operation)] ?? []].flat().map((access) => [`${nameOf(operation)} ${access.about ?? ""}`, { operation, access }] as const),
);

test("the table has a row for each call that is not open to all, and no other", () => {
  expect(Object.keys(ACCESS).sort()).toEqual(guarded.map(nameOf).sort());
});

describe.each(rows)("%s", (_name, row) => {
  const { operation, access } = row;

  test("refuses everybody else, and changes nothing", async () => {
    const before = await everything();
    for (const caller of OUTSIDERS) expect([caller, (await call(row, caller, still)).status]).toEqual([caller, 401]);
    for (const caller of INSIDERS.filter((insider) => !access.may.includes(insider))) {
      const { status } = await call(row, caller, still);
      const refusal = access.hidden && status === 404 ? 404 : 403;
      expect([caller, status]).toEqual([caller, refusal]);
    }
    expect(await everything()).toEqual(before);
  });

  test("serves those who may", { timeout: PATIENCE_MS }, async () => {
    for (const caller of access.may) {
      const world = operation.method === "get" ? still : await createWorld(management);
      const answer = await call(row, caller, world);
      expect([caller, answer.status, answer.status < 400 ? "" : answer.text]).toEqual([caller, successOf(operation), ""]);
      if (access.shows) {
        const { what, to } = access.shows;
        expect([caller, answer.text.includes(what(world))]).toEqual([caller, to.includes(caller)]);
      }
      // A person keeps a hundred drafts and views, and a console twenty providers; there are more worlds than that.
      if (world !== still) {
        await management.context.db.draft.deleteMany({ where: { id: world.draftId } });
        await management.context.db.reconciliation.deleteMany({ where: { id: world.reconciliationId } });
        await management.context.db.savedView.deleteMany({ where: { id: world.viewId } });
        await management.context.db.oidcProvider.deleteMany({ where: { id: world.oidcProviderId } });
      }
    }
  });
});

function successOf({ response, status, media }: Operation): number {
  return status ?? (response || media ? 200 : 204);
}

interface Row {
  readonly operation: Operation;
  readonly access: Access;
}

interface Answer {
  readonly status: number;
  readonly text: string;
}

async function call({ operation, access }: Row, caller: Caller, world: World): Promise<Answer> {
  const params = { ...usualParameters(operation.path, world), ...access.at?.(world) };
  const query = new URLSearchParams(access.query?.(world));
  const url = `http://console/api/v1${operation.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => params[name] ?? "")}?${query}`;
  const method = operation.method.toUpperCase();
  const body = access.body ? JSON.stringify(access.body(world)) : null;
  const headers = { ...authorizationOf(caller), "content-type": "application/json" };
  const request = new Request(url, { method, headers, ...(body === null ? {} : { body }) });
  const answer = await (await handlerOf(operation))(request, { params: Promise.resolve(params) });
  return { status: answer.status, text: await answer.text() };
}

/** `/apis/{id}/_start` is routed by `apis/[id]/%5Fstart/route.ts`. */
async function handlerOf(operation: Operation): Promise<Handler> {
  const folder = operation.path.replaceAll(/\{(\w+)\}/g, "[$1]").replaceAll("/_", "/%5F");
  const handlers = (await import(path.join(ROUTES, folder, "route.ts"))) as Record<string, Handler>;
  const handler = handlers[operation.method.toUpperCase()];
  if (!handler) throw new Error(`${nameOf(operation)} has no handler`);
  return handler;
}

function usualParameters(at: string, world: World): Record<string, string> {
  const { freePlanId: planId, certificateId, personId: userId } = world;
  const ids: Readonly<Record<string, string>> = {
    apis: world.apiId,
    applications: world.applicationId,
    subscriptions: world.acceptedId,
    "api-keys": world.apiKeyId,
    drafts: world.draftId,
    "saved-views": world.viewId,
    reconciliations: world.reconciliationId,
    people: world.personId,
    tokens: world.tokenId,
    invitations: world.invitationId,
  };
  return { id: ids[at.split("/")[1] ?? ""] ?? "", planId, certificateId, userId, revision: "1" };
}

/** A digest of every row of every table. When a token was last used is no change. */
async function everything(): Promise<readonly string[]> {
  const { db } = management.context;
  const tables = await db.$queryRaw<{ name: string }[]>`SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'`;
  const row = "(to_jsonb(t) - 'lastUsedAt')::text";
  const digests = tables.map(
    ({ name }) => `SELECT '${name} ' || coalesce(md5(string_agg(md5(${row}), '' ORDER BY ${row})), 'is empty') AS digest FROM "${name}" t`,
  );
  const answers = await db.$queryRawUnsafe<{ digest: string }[]>(digests.join(" UNION ALL "));
  return answers.map(({ digest }) => digest).sort();
}
