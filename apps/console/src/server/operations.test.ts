import { globSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { OPERATIONS } from "./operations.ts";

const ROOT = path.join(import.meta.dirname, "../app/api/v1");
/** Routes that are no operations: what answers where there is nothing, and the description itself. */
const NO_OPERATIONS = ["/[[...unknown]]", "/openapi.json"];

/** `POST /apis/{id}/_start` of every route file. */
async function routedOperations(): Promise<string[]> {
  const files = globSync("**/route.ts", { cwd: ROOT }).map((file) => `/${path.dirname(file)}`);
  const routed = await Promise.all(files.filter((folder) => !NO_OPERATIONS.includes(folder)).map(operationsOf));
  return routed.flat().sort();
}

async function operationsOf(folder: string): Promise<string[]> {
  const file = path.join(ROOT, folder, "route.ts");
  const handlers = (await import(file)) as Record<string, (request: Request, route: { params: Promise<object> }) => Promise<Response>>;
  const asPath = decodeURIComponent(folder).replaceAll(/\[(\w+)\]/g, "{$1}");
  const patch = await handlers["PATCH"]?.(new Request("http://console/"), { params: Promise.resolve({}) });
  const allowed = patch?.headers.get("allow")?.split(", ") ?? [];
  return allowed.map((method) => `${method} ${asPath}`);
}

test("every route is an operation of openapi.json, and every operation has its route", async () => {
  const described = OPERATIONS.map(({ method, path: at }) => `${method.toUpperCase()} ${at}`).sort();
  expect(new Set(described).size).toBe(described.length);
  expect(await routedOperations()).toEqual(described);
});
