import { randomBytes, randomUUID } from "node:crypto";
import type { Role } from "@sluice/definition/access";
import { createDatabase } from "@sluice/testkit/postgres";
import { hashPassword } from "better-auth/crypto";
import { handleAuth } from "../handle-auth.ts";
import { serverRuntime } from "../runtime.ts";

type RouteHandler = (request: Request, route: { params: Promise<Record<string, string>> }) => Promise<Response>;

export interface TestConsole {
  readonly db: Awaited<ReturnType<typeof serverRuntime>>["db"];
  addPerson(email: string, role?: Role): Promise<string>;
  signIn(email: string, password: string, headers?: Record<string, string>): Promise<Response>;
  close(): Promise<void>;
}

export const PASSWORD = "correct horse battery";
export const HOST = "console.test:3000";

/** The console's server side on a database of its own, called without a socket. One a test file: a process has one runtime. */
export async function startConsole(): Promise<TestConsole> {
  const database = await createDatabase();
  process.env["DATABASE_URL"] = database.url;
  process.env["SLUICE_ENCRYPTION_KEY"] = randomBytes(32).toString("base64");
  const { db } = await serverRuntime();
  const hash = await hashPassword(PASSWORD);
  return {
    db,
    addPerson: async (email, role = "viewer") => {
      const id = randomUUID();
      const account = { id: randomUUID(), accountId: id, providerId: "credential", password: hash };
      await db.user.create({ data: { id, email, name: email, role, accounts: { create: account } } });
      return id;
    },
    signIn: (email, password, headers = {}) => handleAuth(sendJson("/api/auth/sign-in/email", { email, password }, headers)),
    close: async () => {
      await db.$disconnect();
      await database.drop();
    },
  };
}

/** A POST as the console's pages send it. */
export function sendJson(path: string, body: unknown, headers: Record<string, string> = {}): Request {
  const text = JSON.stringify(body);
  const own = { host: HOST, "content-type": "application/json", "content-length": String(text.length), "x-forwarded-for": "192.0.2.1" };
  return new Request(`http://${HOST}${path}`, { method: "POST", headers: { ...own, ...headers }, body: text });
}

/** The cookies of an answer, as a browser sends them back. */
export function cookiesOf(response: Response): string {
  return response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(";")[0])
    .join("; ");
}

/** Calls a route's handler. */
export function call(handler: RouteHandler, request: Request, params: Record<string, string> = {}): Promise<Response> {
  return handler(request, { params: Promise.resolve(params) });
}
