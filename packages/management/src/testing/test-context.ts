import { randomBytes } from "node:crypto";
import { createDatabase } from "@sluice/testkit/postgres";
import { connectManagement } from "../connect-management.ts";
import type { Actor, ManagementContext } from "../context.ts";
import { ManagementError } from "../management-error.ts";

export interface TestManagement {
  readonly context: ManagementContext;
  readonly databaseUrl: string;
  readonly encryptionKey: string;
  /** The same database as another person sees it. */
  as(actor: Partial<Actor>): ManagementContext;
  close(): Promise<void>;
}

/** A database of one's own with an administrator, for tests of verbs. */
export async function startManagement(): Promise<TestManagement> {
  const database = await createDatabase();
  const encryptionKey = randomBytes(32).toString("base64");
  const { db, secretBox } = await connectManagement({ databaseUrl: database.url, encryptionKey });
  const actor: Actor = { id: "user-1", name: "Ada", kind: "session", role: "administrator", scopes: null, ip: "127.0.0.1" };
  for (const id of ["user-1", "user-2"]) await db.user.create({ data: { id, name: id, email: `${id}@example.org` } });
  const settings = { gatewayUrl: "http://localhost:8082", simulatorUrl: null };
  const context: ManagementContext = { db, secretBox, actor, settings, now: () => new Date() };
  const close = async () => {
    await db.$disconnect();
    await database.drop();
  };
  return { context, databaseUrl: database.url, encryptionKey, as: (other) => ({ ...context, actor: { ...actor, ...other } }), close };
}

/** The result of a verb that is expected to succeed. */
export function granted<T>(result: T | ManagementError): T {
  if (result instanceof ManagementError) throw new Error(`refused: ${JSON.stringify(result.body())}`);
  return result;
}

/** The refusal of a verb that is expected to refuse. */
export function refused(result: unknown): ManagementError {
  if (result instanceof ManagementError) return result;
  throw new Error(`not refused: ${JSON.stringify(result)}`);
}

export const SECRET = "sk-canary-4f1d9c7be2a84f0c-7531";

/** A definition as a caller sends it. */
export function definitionAt(path: string, secret: string = SECRET) {
  return {
    name: `API at ${path}`,
    apiVersion: "1",
    description: "",
    listeners: [{ type: "HTTP", paths: [{ path }], entrypoints: [{ type: "llm-proxy" }] }],
    endpointGroups: [
      {
        name: "openai",
        endpoints: [
          {
            name: "Default openai",
            configuration: {
              provider: "OPEN_AI",
              authentication: { type: "BEARER", bearer: secret },
              models: [{ name: "gpt-5-mini", inputPrice: 0.25, outputPrice: 2 }],
            },
          },
        ],
      },
    ],
    plans: [{ name: "Key", security: { type: "API_KEY" }, validation: "AUTO", status: "PUBLISHED" }],
  };
}
