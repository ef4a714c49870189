import type { Flow } from "@sluice/definition/flow";
import { CannotTell, type PastRequest } from "./past-request.ts";

type Takes = (request: PastRequest) => boolean;
type Selector = Flow["selectors"][number];

/** `{#llm.kind == 'PROMPT' || #llm.kind == 'TOOL_CALL'}`: what the studio's own flows say. */
const BY_KIND = /^\{?\s*#llm\.kind == '[A-Z_]+'(?: \|\| #llm\.kind == '[A-Z_]+')*\s*\}?$/;
const PROMPT_PATHS = /^\/(?:chat\/completions|completions|responses|messages)$/;

/** Whether a flow would have taken a request, where rows can tell. */
export function pastSelector(selectors: readonly Selector[]): Takes | CannotTell {
  const takes: Takes[] = [];
  for (const selector of selectors) {
    const one = selector.type === "HTTP" ? byPath(selector) : byKind(selector.condition);
    if (one instanceof CannotTell) return one;
    takes.push(one);
  }
  return (request) => takes.every((test) => test(request));
}

function byPath({ path, pathOperator, methods }: Extract<Selector, { type: "HTTP" }>): Takes {
  const asked = withoutVersion(path);
  const wanted = methods.map((method) => method.toUpperCase());
  return (request) => {
    if (wanted.length > 0 && !wanted.includes(request.method)) return false;
    const given = withoutVersion(request.path);
    return pathOperator === "EQUALS" ? given === asked : asked === "/" || given === asked || given.startsWith(`${asked}/`);
  };
}

/** Prompts are told from embeddings by their paths; whether a prompt answers a tool stands in its messages, which are not kept. */
function byKind(condition: string): Takes | CannotTell {
  const kinds = BY_KIND.test(condition.trim()) ? [...condition.matchAll(/'([A-Z_]+)'/g)].map(([, kind]) => kind) : [];
  if (kinds.length === 0) return new CannotTell("Its flow depends on an expression, and rows do not keep what it reads.");
  const [prompts, embeddings] = [kinds.includes("PROMPT"), kinds.includes("EMBEDDINGS")];
  return ({ path }) => {
    const given = withoutVersion(path);
    return (prompts && PROMPT_PATHS.test(given)) || (embeddings && given === "/embeddings");
  };
}

function withoutVersion(path: string): string {
  const trimmed = path.replace(/\/+$/, "");
  const rest = /^\/v1(\/.*|$)/.exec(trimmed)?.[1] ?? trimmed;
  return rest === "" ? "/" : rest;
}
