import { globSync } from "node:fs";
import path from "node:path";
import { HOST } from "./test-console.ts";

const ROOT = path.join(import.meta.dirname, "../../app/api/v1");

type Handler = (request: Request, route: { params: Promise<Record<string, string>> }) => Promise<Response>;

/** Route files by their pattern, those with fewer parameters first, as Next prefers them. */
const ROUTES = globSync("**/route.ts", { cwd: ROOT })
  .filter((file) => !file.includes("[["))
  .map((file) => ({ file, parts: path.dirname(file).split(path.sep).map(decodeURIComponent) }))
  .sort((a, b) => parameters(a.parts) - parameters(b.parts));

function parameters(parts: readonly string[]): number {
  return parts.filter((part) => part.startsWith("[")).length;
}

/** `POST /apis/{id}/_start` with its parameters in place, to the handler that Next would give it to. */
export async function callApi(
  call: string,
  { body, headers = {} }: { readonly body?: unknown; readonly headers?: Record<string, string> } = {},
): Promise<Response> {
  const [method = "GET", address = "/"] = call.split(" ");
  const url = new URL(`http://${HOST}/api/v1${address}`);
  const { file, params } = routeOf(url.pathname.replace("/api/v1/", "").split("/"));
  const handlers = (await import(path.join(ROOT, file))) as Record<string, Handler>;
  const handler = handlers[method];
  if (!handler) throw new Error(`${call} has no handler`);
  const sent = body === undefined ? {} : { body: JSON.stringify(body) };
  const request = new Request(url, {
    method,
    ...sent,
    headers: { host: HOST, "content-type": "application/json", "x-forwarded-for": "192.0.2.1", ...headers },
  });
  return handler(request, { params: Promise.resolve(params) });
}

function routeOf(asked: readonly string[]): { readonly file: string; readonly params: Record<string, string> } {
  const found = ROUTES.find(
    ({ parts }) => parts.length === asked.length && parts.every((part, at) => part.startsWith("[") || part === asked[at]),
  );
  if (!found) throw new Error(`There is no route for /${asked.join("/")}`);
  const params = found.parts.flatMap((part, at) => (part.startsWith("[") ? [[part.slice(1, -1), asked[at] ?? ""] as const] : []));
  return { file: found.file, params: Object.fromEntries(params) };
}
