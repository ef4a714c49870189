import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

export interface TalkativeProvider {
  readonly url: string;
  /** Names and values of every header that came. */
  readonly heard: readonly string[];
  close(): Promise<void>;
}

/**
 * The provider that one fears: it repeats the credentials that it was sent. What it does is in the path: `/refuse` names them in its error,
 * `/garble` in an answer that is no JSON, `/hang` never ends, anything else works.
 */
export async function startTalkativeProvider(): Promise<TalkativeProvider> {
  const heard: string[] = [];
  const server = createServer((request, response) => {
    const headers = Object.entries(request.headers).map(([name, value]) => `${name}: ${String(value)}`);
    heard.push(...headers);
    request.resume();
    const path = request.url ?? "";
    if (path.includes("/hang")) return;
    const repeated = headers.join(" | ");
    response.setHeader("content-type", "application/json");
    response.setHeader("x-echo", repeated.replace(/[^\x20-\x7e]/g, ""));
    if (path.includes("/garble")) return void response.end(`{"broken: ${repeated}`);
    if (path.includes("/refuse")) {
      const error = { message: `Incorrect API key provided: ${repeated}`, type: "authentication_error", code: "invalid_api_key" };
      return void response.writeHead(401).end(JSON.stringify({ error }));
    }
    const choices = [{ index: 0, message: { role: "assistant", content: "Fine." }, finish_reason: "stop" }];
    response.end(
      JSON.stringify({
        id: "1",
        object: "chat.completion",
        model: "m",
        choices,
        usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
      }),
    );
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    heard,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
