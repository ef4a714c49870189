import type { ManagementContext } from "@sluice/management/context";
import { ManagementError } from "@sluice/management/management-error";
import { contextOf } from "./context.ts";
import { readJson } from "./read-json.ts";
import { respond, respondToFailure } from "./respond.ts";

const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;
type Method = (typeof METHODS)[number];

/** What a route's handler gets: all of it as it was sent, for the verb to parse. */
export interface Call {
  readonly context: ManagementContext;
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  /** Undefined without a body. */
  readonly body: unknown;
  readonly headers: Headers;
}

/** What a verb gives: data, nothing, or a refusal. */
type Handler = (call: Call) => unknown;
interface Created {
  readonly created: Handler;
}

type Params = Record<string, string | string[] | undefined>;
interface RouteArguments {
  /** Next resolves it to undefined where the path has no parameters, whatever its types say. */
  readonly params: Promise<Params>;
}
type RouteHandlers = Record<Method, (request: Request, route: RouteArguments) => Promise<Response>>;

/** A handler whose result is new: 201 instead of 200. */
export function created(handler: Handler): Created {
  return { created: handler };
}

/** The exports of a route.ts: authenticated, JSON in and out, refusals in the API's envelope, 405 for every other method. */
export function route(handlers: Partial<Record<Method, Handler | Created>>): RouteHandlers {
  const allowed = METHODS.filter((method) => handlers[method]).join(", ");
  const bound = METHODS.map((method) => [method, bind(method, handlers[method], allowed)] as const);
  return Object.fromEntries(bound) as RouteHandlers;
}

function bind(method: Method, handler: Handler | Created | undefined, allowed: string): RouteHandlers[Method] {
  if (!handler) return async () => refuseMethod(method, allowed);
  const [run, status] = typeof handler === "function" ? ([handler, 200] as const) : ([handler.created, 201] as const);
  return async (request, { params }) => {
    try {
      const context = await contextOf(request);
      if (context instanceof ManagementError) return respond(context);
      const body = method === "GET" ? undefined : await readJson(request);
      if (body instanceof ManagementError) return respond(body);
      const query = Object.fromEntries(new URL(request.url).searchParams);
      return respond(await run({ context, query, body, params: textsOf((await params) ?? {}), headers: request.headers }), status);
    } catch (error) {
      return respondToFailure(error, `${method} ${new URL(request.url).pathname}`);
    }
  };
}

function refuseMethod(method: string, allowed: string): Response {
  const response = respond(new ManagementError("method_not_allowed", `${method} is not possible here. Possible: ${allowed}.`));
  response.headers.set("allow", allowed);
  return response;
}

function textsOf(params: Params): Record<string, string> {
  return Object.fromEntries(Object.entries(params).map(([name, value]) => [name, Array.isArray(value) ? value.join("/") : (value ?? "")]));
}

/** The number in `If-Match: "3"`; undefined when there is none. */
export function ifMatchVersion(headers: Headers): number | undefined {
  const version = /^(?:W\/)?"?([0-9]{1,9})"?$/.exec(headers.get("if-match")?.trim() ?? "")?.[1];
  return version === undefined ? undefined : Number(version);
}
