import type { ExpressionContext, RootName } from "./context.ts";

/** What is known of a value before there is a request. `texts` is a list of texts; the last three are looked up by name, and are no values themselves. */
export type ValueType = "text" | "number" | "boolean" | "null" | "texts" | "list" | "any" | "headers" | "params" | "attributes";

export interface Field {
  readonly type: ValueType;
  /** The body that must have been read, and parsed, before this can be known. */
  readonly body?: "request" | "response";
}

const text: Field = { type: "text" };
const requestText: Field = { type: "text", body: "request" };

/** The fields of each root. The compiler compares this table with the context's interface in both directions. */
const FIELDS = {
  request: {
    id: text,
    method: text,
    path: text,
    contextPath: text,
    pathInfo: text,
    headers: { type: "headers" },
    params: { type: "params" },
    remoteAddress: text,
    content: requestText,
    jsonContent: { type: "any", body: "request" },
  },
  response: {
    status: { type: "number" },
    headers: { type: "headers" },
    content: { type: "text", body: "response" },
    jsonContent: { type: "any", body: "response" },
  },
  context: { attributes: { type: "attributes" } },
  subscription: { id: text, applicationId: text, planId: text, clientId: text },
  llm: {
    // Whether the last message answers a tool call is known from the messages alone.
    kind: requestText,
    model: text,
    stream: { type: "boolean" },
    prompt: requestText,
    userPrompts: requestText,
    allPrompts: requestText,
  },
  api: { id: text, name: text },
  plan: { id: text, name: text },
} satisfies { [Root in RootName]: { [Name in keyof NonNullable<ExpressionContext[Root]>]: Field } };

/** Maps, because a name comes from the author: `#request.constructor` must find nothing. */
export const ROOTS: ReadonlyMap<string, ReadonlyMap<string, Field>> = new Map(
  Object.entries(FIELDS).map(([root, fields]) => [root, new Map<string, Field>(Object.entries(fields))]),
);

export function isRootName(name: string): name is RootName {
  return ROOTS.has(name);
}
