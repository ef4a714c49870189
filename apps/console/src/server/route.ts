import type { AnonymousContext, ManagementContext } from "@sluice/management/context";
import { ManagementError } from "@sluice/management/management-error";
import { anonymousContext, contextOf } from "./context.ts";
import { readJson } from "./read-json.ts";
import { respond, respondToFailure } from "./respond.ts";

const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;
type Method = (typeof METHODS)[number];

/** What a route's handler gets: all of it as it was sent, for the verb to parse. */
export interface Call<Context = ManagementContext> {
  readonly context: Context;
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  /** Undefined without a body. */
  readonly body: unknown;
  readonly headers: Headers;
}

/** What a verb gives: data, nothing, or a refusal. */
type Handler<Context = ManagementContext> = (call: Call<Context>) => unknown;
interface Created<Context = ManagementContext> {
  readonly created: Handler<Context>;
  /** The body comes as it is, piece by piece, and is bounded by the handler. */
  readonly raw?: true;
  readonly unless?: (call: Call<Context>) => boolean;
}
type Handlers<Context> = Partial<Record<Method, Handler<Context> | Created<Context>>>;
/** Who calls, or why they may not. */
type Identify<Context> = (request: Request) => Promise<Context | ManagementError>;

type Params = Record<string, string | string[] | undefined>;
interface RouteArguments {
  /** Next resolves it to undefined where the path has no parameters, whatever its types say. */
  readonly params: Promise<Params>;
}
type RouteHandlers = Record<Method, (request: Request, route: RouteArguments) => Promise<Response>>;

/** A handler whose result is new: 201 instead of 200, unless the call only asks what would become of it. */
export function created(handler: Handler, unless: (call: Call) => boolean = () => false): Created {
  return { created: handler, unless };
}

/** The same for a file: `body` is the stream of its bytes. */
export function createdFromFile(handler: Handler): Created {
  return { created: handler, raw: true };
}

/** The exports of a route.ts: authenticated, JSON in and out, refusals in the API's envelope, 405 for every other method. */
export function route(handlers: Handlers<ManagementContext>): RouteHandlers {
  return bindAll(handlers, contextOf);
}

/** The same for what nobody has signed in for yet: what is in the body has to let the caller in. */
export function openRoute(handlers: Handlers<AnonymousContext>): RouteHandlers {
  return bindAll(handlers, anonymousContext);
}

function bindAll<Context>(handlers: Handlers<Context>, identify: Identify<Context>): RouteHandlers {
  const allowed = METHODS.filter((method) => handlers[method]).join(", ");
  const bound = METHODS.map((method) => {
    const handler = handlers[method];
    return [method, handler ? bind(method, handler, identify) : async () => refuseMethod(method, allowed)] as const;
  });
  return Object.fromEntries(bound) as RouteHandlers;
}

function bind<Context>(method: Method, handler: Handler<Context> | Created<Context>, identify: Identify<Context>): RouteHandlers[Method] {
  const run = typeof handler === "function" ? handler : handler.created;
  return async (request, { params }) => {
    try {
      const context = await identify(request);
      if (context instanceof ManagementError) return respond(context);
      const raw = typeof handler !== "function" && handler.raw;
      const body = method === "GET" ? undefined : raw ? (request.body ?? []) : await readJson(request);
      if (body instanceof ManagementError) return respond(body);
      const query = Object.fromEntries(new URL(request.url).searchParams);
      const call = { context, query, body, params: textsOf((await params) ?? {}), headers: request.headers };
      return respond(await run(call), typeof handler === "function" || handler.unless?.(call) ? 200 : 201);
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
