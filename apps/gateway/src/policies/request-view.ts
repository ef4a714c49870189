import type { RequestView } from "@sluice/expression/context";
import type { Call } from "../pipeline/read-call.ts";
import type { AskedExchange } from "./asked-exchange.ts";

interface Seen {
  readonly call: Call;
  readonly remoteAddress: string | null;
}

/** The request as expressions read it. The body is decoded when one asks for it, and once. */
export function requestView(exchange: AskedExchange, { call, remoteAddress }: Seen): RequestView {
  const { req } = exchange;
  let content: string | null = null;
  let json: { readonly value: unknown } | null = null;
  const url = req.url ?? "/";
  const query = url.indexOf("?");
  const path = query < 0 ? url : url.slice(0, query);
  const contextPath = exchange.api?.contextPaths.find((known) => path === known || path.startsWith(`${known}/`)) ?? "";
  return {
    id: exchange.id,
    method: req.method ?? "",
    path,
    pathInfo: path.slice(contextPath.length),
    contextPath,
    headers: req.headers,
    remoteAddress,
    get params() {
      return new URLSearchParams(query < 0 ? "" : url.slice(query));
    },
    get content() {
      content ??= call.form === null ? call.body.toString() : "";
      return content;
    },
    get jsonContent() {
      json ??= { value: parse(this.content ?? "") };
      return json.value;
    },
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
